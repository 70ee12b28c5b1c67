namespace SipasSurvey.Local.Demo;

/// <summary>What is known of a province's figures in SIPAS 2024.</summary>
/// <param name="Code">Province code in <see cref="PublishedFigures.Geography"/>.</param>
/// <param name="Rank">Its place by the whole index.</param>
/// <param name="Whole">The whole index in percent; null where it was not found.</param>
/// <param name="Policy">The policy part in percent; null where it was not found.</param>
internal sealed record PublishedProvince(string Code, int Rank, decimal? Whole = null, decimal? Policy = null);

/// <summary>
/// Figures of SIPAS 2024 as the Ministry of Home Affairs published them on 6 April 2025 and the provinces quoted them since. The
/// simulation is tuned to them and makes up the rest.
/// </summary>
internal static class PublishedFigures
{
    /// <summary>The geography that the province codes are of.</summary>
    public const string Geography = "vn63";

    /// <summary>Policy part of the nation, in percent; with <see cref="NationService"/> the whole is 83.94.</summary>
    public const decimal NationPolicy = 83.84m;

    /// <summary>Service part of the nation, in percent.</summary>
    public const decimal NationService = 84.09m;

    /// <summary>Provinces of which a rank was published.</summary>
    public static readonly PublishedProvince[] Provinces =
    [
        new("31", 1, 91.10m, 90.59m), // Hải Phòng
        new("19", 2, 90.23m), // Thái Nguyên
        new("30", 3, 90.18m), // Hải Dương
        new("22", 4), // Quảng Ninh
        new("77", 5), // Bà Rịa - Vũng Tàu
        new("40", 6), // Nghệ An
        new("01", 11, 86.50m, 86.51m), // Hà Nội
        new("10", 19, 84.92m), // Lào Cai
        new("80", 41, 82.71m), // Long An
        new("86", 53, 81.75m), // Vĩnh Long
        new("06", 63, 78.17m), // Bắc Kạn
    ];

    /// <summary>
    /// Provinces whose rank of 2024 was not found and is set near that of 2023 (Huế: in the middle), so that no large city lands just
    /// anywhere. It also keeps Hà Nội the second of the large cities, as was published.
    /// </summary>
    public static readonly PublishedProvince[] Assumed =
    [
        new("64", 20), // Gia Lai
        new("48", 22), // Đà Nẵng
        new("92", 23), // Cần Thơ
        new("46", 30), // Thừa Thiên Huế
        new("79", 36), // Hồ Chí Minh
    ];
}
