using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

public sealed class RejectionTests
{
    [Fact]
    public void A_full_form_can_be_counted() => Assert.Null(Of(A.Content()));

    [Fact]
    public void A_form_with_a_single_answer_can_be_counted() => Assert.Null(Of(A.Content(answers: [.. new byte[38], 1])));

    [Fact]
    public void The_last_category_of_each_dimension_can_be_counted() => Assert.Null(Of(A.Content(respondent: [2, 2, 5, 6, 7])));

    [Fact]
    public void Content_that_cannot_be_read_is_rejected() => Assert.Equal(Rejections.UnreadableContent, Rejections.Of(A.Catalogue, A.Entry(), null));

    [Theory]
    [InlineData("sipas-1999", "01", Rejections.UnknownSurvey)]
    [InlineData("SIPAS-2024", "01", Rejections.UnknownSurvey)]
    [InlineData("sipas-2024", "99", Rejections.UnknownProvince)]
    [InlineData("sipas-2024", "1", Rejections.UnknownProvince)]
    [InlineData("sipas-2026", "02", Rejections.UnknownProvince)]
    public void A_code_that_leads_nowhere_is_rejected(string survey, string province, string reason) =>
        Assert.Equal(reason, Of(A.Content(survey, province)));

    [Theory]
    [InlineData(38, 4)]
    [InlineData(40, 4)]
    [InlineData(0, 4)]
    [InlineData(39, 6)]
    [InlineData(39, 15)]
    public void Answers_that_do_not_fit_the_questionnaire_are_rejected(int items, byte level) =>
        Assert.Equal(Rejections.InvalidAnswers, Of(A.Content(answers: [.. Enumerable.Repeat(level, items)])));

    [Theory]
    [InlineData(new byte[] { 3, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 8 })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0 })]
    public void Categories_that_do_not_fit_the_questionnaire_are_rejected(byte[] respondent) =>
        Assert.Equal(Rejections.InvalidRespondent, Of(A.Content(respondent: respondent)));

    [Theory]
    [InlineData("10.02_A-4")]
    [InlineData("x")]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345")]
    public void A_village_code_can_be_counted(string cluster) => Assert.Null(Of(A.Content(cluster: cluster)));

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("10/02")]
    public void A_cluster_that_is_no_village_code_is_rejected(string cluster) =>
        Assert.Equal(Rejections.InvalidCluster, Of(A.Content(cluster: cluster)));

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", false)]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", false)]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", true)]
    [InlineData("2ed6657d-e927-568b-95e1-2665a8aea6a2", false)]
    [InlineData("2ed6657d-e927-168b-95e1-2665a8aea6a2", true)]
    [InlineData("2ed6657d-e927-868b-95e1-2665a8aea6a2", true)]
    [InlineData("2ed6657d-e927-468b-c5e1-2665a8aea6a2", false)]
    [InlineData("2ed6657d-e927-568b-05e1-2665a8aea6a2", true)]
    public void An_id_that_nobody_may_make_is_rejected(string id, bool inBatch) => Assert.Equal(Rejections.InvalidId, OfId(id, inBatch));

    [Theory]
    [InlineData("2ed6657d-e927-468b-95e1-2665a8aea6a2", false)]
    [InlineData("2ed6657d-e927-768b-b5e1-2665a8aea6a2", false)]
    [InlineData("2ed6657d-e927-468b-85e1-2665a8aea6a2", true)]
    [InlineData("2ed6657d-e927-768b-a5e1-2665a8aea6a2", true)]
    [InlineData("2ed6657d-e927-568b-95e1-2665a8aea6a2", true)]
    public void An_id_of_a_sender_or_of_a_sheet_in_a_batch_can_be_counted(string id, bool inBatch) => Assert.Null(OfId(id, inBatch));

    [Fact]
    public void A_channel_that_does_not_exist_is_rejected() => Assert.Equal(Rejections.UnknownChannel, Of(A.Content(), (Channel)3));

    [Fact]
    public void A_form_with_too_few_answers_is_rejected() => Assert.Equal(Rejections.InvalidForm, Of(A.Content(answers: A.Answers(0))));

    // Each content has every fault from its place in the list on, so the one that is named shows the order.
    [Fact]
    public void The_first_fault_that_fits_is_the_reason()
    {
        byte[] noRespondent = [];
        var nowhere = (Channel)9;
        Assert.Equal<string?[]>(
            [
                Rejections.UnknownSurvey, Rejections.UnknownProvince, Rejections.InvalidAnswers, Rejections.InvalidRespondent,
                Rejections.InvalidCluster, Rejections.InvalidId, Rejections.UnknownChannel, Rejections.InvalidForm,
            ],
            [
                Of(A.Content("x", "x", [], noRespondent, "="), nowhere, Guid.Empty),
                Of(A.Content(province: "x", answers: [], respondent: noRespondent, cluster: "="), nowhere, Guid.Empty),
                Of(A.Content(answers: [], respondent: noRespondent, cluster: "="), nowhere, Guid.Empty),
                Of(A.Content(answers: A.Answers(0), respondent: noRespondent, cluster: "="), nowhere, Guid.Empty),
                Of(A.Content(answers: A.Answers(0), cluster: "="), nowhere, Guid.Empty),
                Of(A.Content(answers: A.Answers(0)), nowhere, Guid.Empty),
                Of(A.Content(answers: A.Answers(0)), nowhere),
                Of(A.Content(answers: A.Answers(0))),
            ]);
    }

    private static string? Of(Content content, Channel channel = Channel.Paper, Guid? id = null) =>
        Rejections.Of(A.Catalogue, A.Entry(content, channel, id), content);

    private static string? OfId(string id, bool inBatch) =>
        Rejections.Of(A.Catalogue, A.Entry(id: new Guid(id), batch: inBatch ? A.Guid(1) : null), A.Content());
}
