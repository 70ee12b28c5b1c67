using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SipasSurvey.Hosting;

/// <summary>Reads sections of settings, so that a wrong one ends in a sentence that names it and says what would be right.</summary>
public static class Settings
{
    // A text that is too long need not be repeated at full length to be recognized.
    private const int LongestShown = 60;

    /// <summary>
    /// Registers the options of a section, which are checked before the host starts. Numbers, times and texts say in a <see cref="ValidationAttribute"/>
    /// what they may be; the defaults keep to it.
    /// </summary>
    /// <remarks>The framework's binder reports a text that is no number as a failure of its own, without saying what would be right.</remarks>
    public static OptionsBuilder<T> AddSettings<T>(this IHostApplicationBuilder builder, string section)
        where T : class =>
        builder.Services.AddOptions<T>().Configure(options => Read(builder.Configuration.GetSection(section), options)).ValidateOnStart();

    private static void Read<T>(IConfigurationSection section, T options)
        where T : class
    {
        var faults = new List<string>();
        foreach (var property in typeof(T).GetProperties())
        {
            if (section[property.Name] is not { } text)
            {
                continue;
            }

            var rules = property.GetCustomAttributes<ValidationAttribute>().ToList();
            // Before they are used: afterwards the limits of a range are values, which are not written as in a setting.
            var right = Describe(property.PropertyType, rules);
            if (Parse(property.PropertyType, text) is { } value && rules.TrueForAll(rule => rule.IsValid(value)))
            {
                property.SetValue(options, value);
            }
            else
            {
                faults.Add($"Setting {section.Path}:{property.Name} is {Show(text)}; it must be {right}.");
            }
        }

        if (faults.Count > 0)
        {
            throw new OptionsValidationException(section.Path, typeof(T), faults);
        }
    }

    private static object? Parse(Type type, string text) =>
        type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : type == typeof(TimeSpan) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time
        : type == typeof(bool) && bool.TryParse(text, out var flag) ? flag
        : type == typeof(string) ? text
        : null;

    private static string Show(string text) => text.Length <= LongestShown ? $"'{text}'"
        : string.Create(CultureInfo.InvariantCulture, $"'{text.AsSpan(0, LongestShown)}…' ({text.Length} characters)");

    private static string Describe(Type type, List<ValidationAttribute> rules)
    {
        var limits = string.Concat(rules.Select(Describe));
        return type == typeof(int) ? $"a whole number{limits}"
            : type == typeof(TimeSpan) ? $"a time{limits}, written hours:minutes:seconds"
            : type == typeof(bool) ? $"true or false{limits}"
            : type == typeof(string) ? $"a text{limits}"
            : throw new NotSupportedException($"Settings of type {type.Name} are not read.");
    }

    // A rule of another kind says itself what would be right, to stand behind "a text": like "that begins with a letter".
    private static string Describe(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $" from {range.Minimum} to {range.Maximum}"),
        StringLengthAttribute { MinimumLength: 0 } length => string.Create(CultureInfo.InvariantCulture, $" of at most {length.MaximumLength} characters"),
        StringLengthAttribute length => string.Create(CultureInfo.InvariantCulture, $" of {length.MinimumLength} to {length.MaximumLength} characters"),
        { ErrorMessage: { } right } => $" {right}",
        _ => throw new NotSupportedException($"{rule.GetType().Name} of a setting does not say in its ErrorMessage what would be right."),
    };
}
