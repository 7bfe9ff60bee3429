using System.Text;
using System.Text.Json;
using Marten;
using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Store;
using Territory.Intake.Reports;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Xunit;

namespace Territory.Tests.Ledger;

/// <summary>What is in a log stays readable: each stored event has a committed sample, read and written by the stores' serializer settings.</summary>
public sealed class StoredEvents
{
    private static readonly JsonSerializerOptions Json = StoreDefaults.Json;

    public static TheoryData<Type> All => [.. new[]
    {
        typeof(ClaimRecorded), typeof(ClaimReassessed), typeof(ChangeDecided), typeof(ChangeCorrected), typeof(ChangeRetracted), typeof(ChangeSupported), typeof(ObservationRecorded), typeof(ReviewRaised), typeof(ReviewSettled), typeof(ReviewDismissed), typeof(ActorSucceeded), typeof(ActorSuccessionRetracted),
        typeof(ReportReceived), typeof(ClaimsReleased), typeof(ClaimAnswered), typeof(ClaimRejected), typeof(ClaimAccepted), typeof(ClaimKept),
    }];

    [Theory, MemberData(nameof(All))]
    public void a_committed_sample_is_read_and_written_alike(Type type)
    {
        var sample = Text(type.Name);
        var read = JsonSerializer.Deserialize(sample, type, Json).ShouldNotBeNull();
        Canonical(JsonSerializer.Serialize(read, type, Json)).ShouldBe(Canonical(sample));
    }

    /// <summary>Rows are read beside the store (<see cref="StoreDefaults.Json"/>), and must be what it would read.</summary>
    [Theory, MemberData(nameof(All))]
    public void the_store_writes_it_alike(Type type)
    {
        var store = new StoreOptions();
        StoreDefaults.Serialize(store);
        var sample = JsonSerializer.Deserialize(Text(type.Name), type, Json).ShouldNotBeNull();
        var stored = store.Serializer().ToJson(sample);
        stored.ShouldBe(JsonSerializer.Serialize(sample, type, Json));
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(stored));
        JsonSerializer.Serialize(store.Serializer().FromJson(type, body), type, Json).ShouldBe(stored);
    }

    [Theory]
    [InlineData(typeof(ChangeDecided), "without-siege")]
    [InlineData(typeof(ChangeDecided), "without-since")]
    [InlineData(typeof(ChangeCorrected), "without-siege")]
    [InlineData(typeof(ChangeCorrected), "without-request")]
    public void an_event_of_an_older_shape_still_folds(Type type, string shape)
    {
        var standing = new AreaState("SY12").Fold(Older(type, shape), 1, DateTimeOffset.UnixEpoch).Timeline.ShouldHaveSingleItem();
        if (shape == "without-siege") standing.Ruling.BesiegedBy.ShouldBeEmpty();
        if (shape.StartsWith("without-s", StringComparison.Ordinal)) standing.Ruling.Since.ShouldBeNull();
        standing.Ruling.HeldFrom.ShouldBe((standing.Ruling.Since ?? standing.Ruling.Effective).From);
        standing.Ruling.Controllers.ShouldNotBeEmpty();
    }

    [Fact]
    public void a_retraction_and_a_look_of_older_shapes_still_fold()
    {
        var state = new AreaState("SY12").Fold(Older(typeof(ObservationRecorded), "without-request"), 1, DateTimeOffset.UnixEpoch).Fold(Older(typeof(ChangeRetracted), "without-request"), 2, DateTimeOffset.UnixEpoch);
        state.Observations.ShouldHaveSingleItem();
        state.Ended.ShouldContainKey("chg_2");
        state.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void a_claim_of_an_older_shape_still_folds()
    {
        var claim = new AreaState("SY12").Fold(Older(typeof(ClaimRecorded), "without-siege"), 1, DateTimeOffset.UnixEpoch).Claims.Values.ShouldHaveSingleItem();
        claim.With.ShouldBeEmpty();
        claim.Siege.ShouldBeNull();
        claim.To.ShouldBe("OPP");
    }

    [Fact]
    public void a_rejection_of_an_older_shape_still_folds()
    {
        var state = new[] { Sample<ReportReceived>(), Older(typeof(ClaimRejected), "without-request") }.Aggregate((ReportState?)null, ReportState.Fold).ShouldNotBeNull();
        state.Progress["rep_1-1"].State.ShouldBe(ClaimState.Rejected);
        state.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void an_acceptance_of_an_older_shape_names_nobody_beside_the_taker()
    {
        var state = new[] { Sample<ReportReceived>(), Older(typeof(ClaimAccepted), "without-with") }.Aggregate((ReportState?)null, ReportState.Fold).ShouldNotBeNull();
        (state.ReviewOf("rep_1-1").Reading?.With, state.ReviewOf("rep_1-1").Otherwise).ShouldBe((null, null));
    }

    [Fact]
    public void a_report_of_an_older_shape_is_no_copy()
    {
        var report = Older(typeof(ReportReceived), "without-copy").ShouldBeOfType<ReportReceived>();
        report.CopiedFrom.ShouldBeNull();
        ReportState.Fold(null, report)!.Reviews.ShouldBeEmpty();
    }

    [Fact]
    public void a_missing_member_of_a_sample_is_noticed()
    {
        var sample = Text(nameof(ChangeRetracted));
        var read = JsonSerializer.Deserialize<ChangeRetracted>(sample.Replace("\"reason\"", "\"why\"", StringComparison.Ordinal), Json);
        Canonical(JsonSerializer.Serialize(read, Json)).ShouldNotBe(Canonical(sample));
    }

    private static T Sample<T>() where T : class => JsonSerializer.Deserialize<T>(Text(typeof(T).Name), Json).ShouldNotBeNull();

    private static object Older(Type type, string shape) => JsonSerializer.Deserialize(Text($"older/{type.Name}.{shape}"), type, Json).ShouldNotBeNull();

    private static string Text(string sample) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Ledger", "samples", sample + ".json"));

    private static string Canonical(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement, Json);
}
