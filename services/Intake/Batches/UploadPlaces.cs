using Microsoft.Extensions.Options;

namespace SipasSurvey.Intake.Batches;

/// <summary>
/// Bounds how many files are on the disk, and how many of them are worked on at the same time: others wait, or are told to come later when too many do.
/// </summary>
internal sealed class UploadPlaces(IOptions<BatchesOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Value.AtOnce + options.Value.MostWaiting);
    private readonly SemaphoreSlim _turns = new(options.Value.AtOnce);

    /// <summary>A place for a file, to be disposed of; null when all are taken.</summary>
    public Place? Take() => _places.Wait(0) ? new Place(this) : null;

    public void Dispose()
    {
        _places.Dispose();
        _turns.Dispose();
    }

    /// <summary>A file that may be here.</summary>
    internal sealed class Place(UploadPlaces places) : IDisposable
    {
        private bool _hasTurn;

        /// <summary>Waits until the file may be worked on. A file that is still arriving has no turn, however slow its line is.</summary>
        public async Task AwaitTurn(CancellationToken cancellationToken)
        {
            await places._turns.WaitAsync(cancellationToken);
            _hasTurn = true;
        }

        public void Dispose()
        {
            if (_hasTurn)
            {
                places._turns.Release();
            }

            places._places.Release();
        }
    }
}
