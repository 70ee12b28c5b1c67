using SipasSurvey.Domain;

namespace SipasSurvey.Paper;

/// <summary>What a file of paper sheets is read as.</summary>
/// <param name="Survey">The survey that the sheets belong to.</param>
/// <param name="Province">Code of their province, one of the survey's geography.</param>
/// <param name="Team">The survey team (tổ khảo sát), without <c>|</c>; empty when there is none: then only printed serials are taken.</param>
/// <param name="Clusters">The villages of the province's sample; null when any valid code will do.</param>
public sealed record SheetOrder(Survey Survey, string Province, string Team, IReadOnlySet<string>? Clusters);

/// <summary>A row without a fault.</summary>
/// <param name="Number">Number of the row in the file.</param>
/// <param name="Id">Response id of the sheet.</param>
/// <param name="Content">Canonical bytes of <see cref="Domain.Content"/>.</param>
/// <param name="PrintedNumber">Number of its serial where we printed it; else 0.</param>
public sealed record SheetRow(int Number, Guid Id, byte[] Content, int PrintedNumber = 0);
