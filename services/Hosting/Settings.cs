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
    /// <summary>
    /// Registers the options of a section, which are checked before the host starts. Whole numbers and times say in a
    /// <see cref="RangeAttribute"/> what they may be.
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

            var range = property.GetCustomAttribute<RangeAttribute>();
            // Before it is used: afterwards its limits are values, which are not written as in a setting.
            var right = Describe(property.PropertyType, range);
            if (Parse(property.PropertyType, text) is { } value && range?.IsValid(value) != false)
            {
                property.SetValue(options, value);
            }
            else
            {
                faults.Add($"Setting {section.Path}:{property.Name} is '{text}'; it must be {right}.");
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

    private static string Describe(Type type, RangeAttribute? range)
    {
        var limits = range is null ? "" : string.Create(CultureInfo.InvariantCulture, $" from {range.Minimum} to {range.Maximum}");
        return type == typeof(int) ? $"a whole number{limits}"
            : type == typeof(TimeSpan) ? $"a time{limits}, written hours:minutes:seconds"
            : type == typeof(bool) ? "true or false"
            : type == typeof(string) ? "a text"
            : throw new NotSupportedException($"Settings of type {type.Name} are not read.");
    }
}
