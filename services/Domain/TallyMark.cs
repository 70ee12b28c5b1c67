namespace SipasSurvey.Domain;

/// <summary>Finds which counts of a tally a response raises: once for all tallies that it is added to, as there is one for each thing that respondents say of themselves.</summary>
internal sealed class TallyMark
{
    private readonly int _levels;
    private readonly (int Place, int[] Items)[] _composites;
    private readonly int[] _places;

    public TallyMark(Questionnaire questionnaire)
    {
        _levels = questionnaire.Scale.Highest;
        _composites = [.. questionnaire.Composites.Select(composite => (Tally.CompositeAt(questionnaire, composite), composite.Items.ToArray()))];
        _places = new int[questionnaire.Items.Count + _composites.Length];
    }

    /// <summary>Places of the counts, until it is asked again.</summary>
    public ReadOnlySpan<int> Of(ReadOnlySpan<byte> answers)
    {
        var found = 0;
        for (var item = 0; item < answers.Length; item++)
        {
            if (answers[item] != Content.Blank)
            {
                _places[found++] = (item * _levels) + answers[item] - 1;
            }
        }

        foreach (var (place, items) in _composites)
        {
            foreach (var item in items)
            {
                if (answers[item] != Content.Blank)
                {
                    _places[found++] = place;
                    break;
                }
            }
        }

        return _places.AsSpan(0, found);
    }
}
