using System.Numerics;

namespace SipasSurvey.UnitTests;

/// <summary>An exact fraction, to compute expected values without rounding.</summary>
internal readonly record struct Fraction(BigInteger Over, BigInteger Under)
{
    public static implicit operator Fraction(long number) => new(number, 1);

    public static Fraction operator +(Fraction left, Fraction right) =>
        new((left.Over * right.Under) + (right.Over * left.Under), left.Under * right.Under);

    public static Fraction operator *(Fraction left, Fraction right) => new(left.Over * right.Over, left.Under * right.Under);

    public static Fraction operator /(Fraction left, Fraction right) => new(left.Over * right.Under, left.Under * right.Over);

    public static Fraction Sum(IEnumerable<Fraction> fractions) => fractions.Aggregate((Fraction)0, (sum, next) => sum + next);

    /// <summary>Whether a decimal is this fraction to nine decimals; nulls are near to nulls only.</summary>
    public static bool Near(Fraction? expected, decimal? actual)
    {
        if (expected is not { } fraction || actual is not { } value)
        {
            return expected is null && actual is null;
        }

        var scale = BigInteger.Pow(10, 20);
        var distance = BigInteger.Abs((new BigInteger(value * (decimal)scale) * fraction.Under) - (fraction.Over * scale));
        return distance * BigInteger.Pow(10, 9) <= fraction.Under * scale;
    }
}
