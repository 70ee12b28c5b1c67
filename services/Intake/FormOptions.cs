using System.ComponentModel.DataAnnotations;

namespace SipasSurvey.Intake;

/// <summary>What is expected of who fills in the form. Section <c>Form</c> of the settings.</summary>
public sealed class FormOptions
{
    /// <summary>
    /// The least time from the first page to sending. Who only clicks needs a second for each of forty questions; who reads them needs minutes. What comes
    /// sooner is counted all the same, and shown apart to staff.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan LeastTime { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>
    /// Whom respondents write to about their data, in one line: name, address, telephone or e-mail of the body that runs the survey. Shown on the page about data; empty says that
    /// it stands in the invitation or notice, so then it must.
    /// </summary>
    [StringLength(300)]
    public string Contact { get; set; } = "";

    /// <summary>
    /// How long responses are kept, in one line, e.g. <c>24 tháng sau khi công bố</c>. Shown as it is on the page about data; empty says that no term is set yet, and who decides. It
    /// deletes nothing: that is for the operator to do.
    /// </summary>
    [StringLength(300)]
    public string Retention { get; set; } = "";
}
