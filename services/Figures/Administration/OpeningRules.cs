using FluentValidation;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Administration;

/// <summary>When a survey shall open and close, as somebody asks for it, before anything is known to be right.</summary>
/// <param name="Opens">From when on; null when that is no moment.</param>
/// <param name="Closes">Until when; null without an end, or when that is no moment.</param>
/// <param name="SaysClosing">Whether a moment was given for the end, or that there is none.</param>
/// <param name="Open">Whether it takes responses without an invitation; null when that is neither true nor false.</param>
internal sealed record OpeningDraft(DateTimeOffset? Opens, DateTimeOffset? Closes, bool SaysClosing, bool? Open)
{
    public const string OpensPath = "opens";
    public const string ClosesPath = "closes";
    public const string OpenPath = "open";

    /// <summary>Only for a draft that kept all rules.</summary>
    public Opening ToOpening() => new(Opens!.Value, Closes, Open!.Value);
}

/// <summary>The rules of an opening.</summary>
internal sealed class OpeningRules : AbstractValidator<OpeningDraft>
{
    private const string Moment = "a moment in whole seconds with its offset from UTC, such as 2024-10-01T00:00:00+07:00";

    private const string Years = "must be in the years 2000 to 2099.";

    public OpeningRules()
    {
        RuleFor(draft => draft.Opens).NotNull().OverridePropertyName(OpeningDraft.OpensPath).WithMessage($"must be {Moment}.");

        RuleFor(draft => draft.Opens).Must(IsOfThisCentury).OverridePropertyName(OpeningDraft.OpensPath).WithMessage(Years);
        RuleFor(draft => draft.Closes).Must(IsOfThisCentury).OverridePropertyName(OpeningDraft.ClosesPath).WithMessage(Years);

        RuleFor(draft => draft.Open).NotNull().OverridePropertyName(OpeningDraft.OpenPath)
            .WithMessage("must be true; or false where only responses with an invitation are taken; or left out.");

        // Left out is a fault: whoever forgets it would leave the survey open without an end.
        RuleFor(draft => draft.SaysClosing).Equal(true).OverridePropertyName(OpeningDraft.ClosesPath)
            .WithMessage($"must be {Moment}; or null while no end is set.");
        RuleFor(draft => draft.Closes).Must((draft, closes) => closes is null || draft.Opens is null || closes > draft.Opens)
            .OverridePropertyName(OpeningDraft.ClosesPath).WithMessage("must be later than opens; or null while no end is set.");
    }

    private static bool IsOfThisCentury(DateTimeOffset? moment) => moment is null || moment.Value.UtcDateTime.Year is >= 2000 and < 2100;
}
