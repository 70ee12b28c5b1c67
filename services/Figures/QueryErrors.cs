using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SipasSurvey.Figures;

/// <summary>
/// Collects what is wrong with a query string, so that one answer names every fault. A parameter that is unknown, written in another case
/// or repeated is a fault: ignoring it would answer another question than the one asked.
/// </summary>
internal sealed class QueryErrors
{
    // Enough to see what went wrong; an answer that told all would be many times as long as the request, which may have thousands.
    private const int MostUnknown = 20;

    private readonly SortedDictionary<string, string[]> _errors = new(StringComparer.Ordinal);
    private readonly int _unknown;

    /// <summary>Checks the names of the parameters against those that the route has.</summary>
    public QueryErrors(IQueryCollection query, params string[] parameters)
    {
        foreach (var (name, values) in query)
        {
            if (!parameters.Contains(name, StringComparer.Ordinal))
            {
                if (++_unknown <= MostUnknown)
                {
                    _errors[name] = parameters.Length == 0
                        ? ["Unknown parameter; none is allowed here."]
                        : [$"Unknown parameter; allowed: {string.Join(", ", parameters)}."];
                }
            }
            else if (values.Count > 1)
            {
                _errors[name] = ["Given more than once; allowed: once."];
            }
        }
    }

    /// <summary>The choice that a parameter names; <paramref name="otherwise"/> when it is left out.</summary>
    public T Choose<T>(string parameter, string? value, IEnumerable<KeyValuePair<string, T>> choices, T otherwise)
    {
        if (value is null)
        {
            return otherwise;
        }

        foreach (var (name, choice) in choices)
        {
            if (name == value)
            {
                return choice;
            }
        }

        _errors.TryAdd(parameter, [$"Unknown value; allowed: {string.Join(", ", choices.Select(choice => choice.Key))}."]);
        return otherwise;
    }

    /// <summary>The members of a list that a parameter gives, separated by commas; null when it is left out, or when it is none, which is a fault.</summary>
    public IReadOnlySet<string>? ChooseSome(string parameter, string? value, IReadOnlyCollection<string> members)
    {
        if (value is null)
        {
            return null;
        }

        // However long it is, no more is looked at than there could be.
        var given = value.Split(',', members.Count + 1);
        var chosen = given.ToHashSet(StringComparer.Ordinal);
        var fault = given.Length > members.Count ? "More members than there are"
            : !chosen.IsSubsetOf(members) ? "Unknown member"
            : chosen.Count < given.Length ? "A member is given more than once"
            : null;
        if (fault is not null)
        {
            Fail(parameter, $"{fault}; allowed, separated by commas and each once: {string.Join(", ", members)}.");
        }

        return fault is null ? chosen : null;
    }

    /// <summary>The value of a parameter; null when it is left out, or when it is none, which is a fault.</summary>
    public T? Read<T>(string parameter, string? value, Func<string, T?> parse, string fault)
        where T : struct
    {
        if (value is null)
        {
            return null;
        }

        var read = parse(value);
        if (read is null)
        {
            Fail(parameter, fault);
        }

        return read;
    }

    /// <summary>Notes a fault; the first one of a parameter is told.</summary>
    public void Fail(string parameter, string fault) => _errors.TryAdd(parameter, [fault]);

    /// <summary>Whether something is wrong with a parameter.</summary>
    public bool IsWrong(string parameter) => _errors.ContainsKey(parameter);

    /// <summary>Whether anything was wrong, and the answer that says what.</summary>
    public bool Any([NotNullWhen(true)] out ProblemHttpResult? problem)
    {
        problem = _errors.Count == 0 ? null : Problems.OfInvalidQuery(_errors, Math.Max(0, _unknown - MostUnknown));
        return problem is not null;
    }
}
