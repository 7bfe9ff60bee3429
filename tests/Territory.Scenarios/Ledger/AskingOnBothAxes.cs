using System.Text.Json;
using JasperFx.Events;
using Shouldly;
using Territory.Contracts;
using Territory.Ledger;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Territory.Ledger.Rebuilds;
using Territory.Ledger.Views;
using Territory.Scenarios.Parts;
using Territory.Scenarios.Rebuilds;
using Xunit;

namespace Territory.Scenarios.Ledger;

/// <summary>Any time of the world, by any moment of knowledge or of reporting, on the real store; the seed is in the message of a failure.</summary>
public sealed class AskingOnBothAxes(PostgresPart postgres)
{
    private static readonly DateTimeOffset[] Times = [.. Enumerable.Range(-1, 33).Select(day => AHistory.Begin.AddDays(day).AddHours(3 * (day + 1) % 24))];

    [Theory, InlineData(1), InlineData(2)]
    public async Task every_answer_equals_a_naive_reference(int seed)
    {
        var clock = new HandClock(AHistory.Begin.AddDays(40));
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), clock);
        await new AHistory(ledger.Get<AreaDoor>(), clock, seed).RecordAsync(60);
        var log = await LogAsync(ledger);
        var (reference, own, inherited) = (new NaiveReference(AHistory.Theatre, log), 0, 0);

        foreach (var known in log.Select(e => e.Sequence).Where((_, i) => i % 7 == 0).Append(0).Append(log[^1].Sequence))
            foreach (var at in Times.Where((_, i) => i % 3 == 0))
            {
                var picture = await AskAsync(ledger, at, new Knowledge(null, known));
                foreach (var code in AHistory.Areas)
                {
                    var (area, naive) = (AHistory.Theatre.FindArea(code)!, reference.HeldAt(code, at, known));
                    var told = AreaControl.Of(area, picture, DateOnly.FromDateTime(at.Date));
                    (told.ChangeId, told.InheritedFrom).ShouldBe(naive, $"{code} at {at:u} as known at {known}, seed {seed}");
                    if (told.ChangeId is { } change) told.ClaimsFor.ShouldBe(reference.ClaimsFor(change, known), $"{change} as known at {known}, seed {seed}");
                    (own, inherited) = (own + (told is { ChangeId: not null, Inherited: false } ? 1 : 0), inherited + (told.Inherited ? 1 : 0));
                    if (told.InheritedFrom is null) told.LastObservedAt.ShouldBe(reference.ObservedAt(code, known), $"{code} as known at {known}, seed {seed}");
                }
            }
        own.ShouldBeGreaterThan(100, "the history has something to tell");
        inherited.ShouldBeGreaterThan(20, "and something that is inherited");
    }

    [Theory, InlineData(4), InlineData(5)]
    public async Task a_timeline_says_what_single_answers_say(int seed)
    {
        var clock = new HandClock(AHistory.Begin.AddDays(40));
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), clock);
        await new AHistory(ledger.Get<AreaDoor>(), clock, seed).RecordAsync(50);
        var known = (await LogAsync(ledger)).Select(e => e.Sequence).ElementAt(60);
        foreach (var reported in new DateTimeOffset?[] { null, AHistory.Begin.AddDays(20) })
            foreach (var area in AHistory.Areas.Select(code => AHistory.Theatre.FindArea(code)!))
            {
                var timeline = await ledger.Get<ControlQuery>().TimelineAsync(new(AHistory.Theatre, clock.GetUtcNow(), new Knowledge(null, known), reported), area, CancellationToken.None);
                foreach (var at in Times)
                {
                    var picture = await AskAsync(ledger, at, new Knowledge(null, known), reported);
                    var piece = timeline.Pieces.SingleOrDefault(p => p.Start <= at && (p.End is null || at < p.End));
                    piece?.Held.Stretch?.ChangeId.ShouldBe(picture.HeldAt(area).Stretch?.ChangeId, $"{area.Code} at {at:u}, reported {reported:u}, seed {seed}");
                    (piece is null).ShouldBe(picture.HeldAt(area).Stretch is null, $"{area.Code} at {at:u}, reported {reported:u}, seed {seed}");
                }
            }
    }

    [Theory, InlineData(6), InlineData(7)]
    public async Task as_reported_equals_having_heard_only_that(int seed)
    {
        var clock = new HandClock(AHistory.Begin.AddDays(40));
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), clock);
        await new AHistory(ledger.Get<AreaDoor>(), clock, seed).RecordAsync(60);
        var log = await LogAsync(ledger);
        foreach (var reported in Enumerable.Range(0, 8).Select(i => AHistory.Begin.AddDays(5 * i)))
        {
            var heard = AsIfHeard(log, reported);
            foreach (var at in Times.Where((_, i) => i % 4 == 0))
            {
                var picture = await AskAsync(ledger, at, null, reported);
                foreach (var code in AHistory.Areas)
                {
                    var told = AreaControl.Of(AHistory.Theatre.FindArea(code)!, picture, DateOnly.FromDateTime(at.Date));
                    if (told.Inherited) continue;
                    var ruling = told.ChangeId is null && told.Status == ControlStatus.Unknown ? null : heard[code].At(at)?.Ruling;
                    told.Status.ShouldBe(ruling?.Status ?? ControlStatus.Unknown, $"{code} at {at:u} as reported by {reported:u}, seed {seed}");
                    told.Controllers.ShouldBe(ruling?.Controllers ?? [], $"{code} at {at:u} as reported by {reported:u}, seed {seed}");
                }
            }
        }
    }

    [Fact]
    public async Task what_was_known_stays_the_same_to_the_byte()
    {
        var clock = new HandClock(AHistory.Begin.AddDays(40));
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), clock);
        var history = new AHistory(ledger.Get<AreaDoor>(), clock, 8);
        await history.RecordAsync(40);
        var pinned = clock.GetUtcNow();
        clock.Move(TimeSpan.FromMinutes(1));
        var before = await BytesAsync(ledger, pinned);
        before[0].ShouldContain("\"settled\":true");
        await history.RecordAsync(40);
        (await BytesAsync(ledger, pinned)).ShouldBe(before, "whatever arrives later");
        (await RebuildAsync(ledger)).ShouldAllBe(run => run.State == RebuildState.Done && run.Verification!.Different == 0 && run.Verification.Compared > 0);
        (await BytesAsync(ledger, pinned)).ShouldBe(before, "after a rebuild");
    }

    [Fact]
    public async Task views_of_another_shape_are_folded_anew_at_start()
    {
        var (database, clock) = (await postgres.NewDatabaseAsync(), new HandClock(AHistory.Begin.AddDays(40)));
        IReadOnlyList<string> before;
        await using (var ledger = await ALedger.StartAsync(database, clock))
        {
            await new AHistory(ledger.Get<AreaDoor>(), clock, 9).RecordAsync(30);
            before = await BytesAsync(ledger, clock.GetUtcNow());
            await using var spoil = ledger.Get<LedgerStore>().Database.Pool.CreateCommand("drop table ledger.timeline; drop table ledger.control_now; create table ledger.control_now (theatre text, area text, state jsonb); delete from ledger.views");
            await spoil.ExecuteNonQueryAsync();
        }
        await using var again = await ALedger.StartAsync(database, clock);
        (await BytesAsync(again, clock.GetUtcNow())).ShouldBe(before);
    }

    private static Task<ControlPicture> AskAsync(ALedger ledger, DateTimeOffset at, Knowledge? known, DateTimeOffset? reported = null) =>
        ledger.Get<ControlQuery>().AskAsync(new(AHistory.Theatre, at, known, reported, AHistory.Areas), CancellationToken.None);

    /// <summary>The whole answer for some times, as it would be sent.</summary>
    private static async Task<IReadOnlyList<string>> BytesAsync(ALedger ledger, DateTimeOffset known)
    {
        var bytes = new List<string>();
        foreach (var at in Times)
        {
            var picture = await AskAsync(ledger, at, new Knowledge(known, null));
            var areas = AHistory.Areas.Select(code => AreaControl.Of(AHistory.Theatre.FindArea(code)!, picture, DateOnly.FromDateTime(at.Date))).ToArray();
            bytes.Add(JsonSerializer.Serialize(new { picture.Position, picture.Settled, areas }, ContractJson.Options));
        }
        return bytes;
    }

    private static async Task<IReadOnlyList<RebuildRun>> RebuildAsync(ALedger ledger)
    {
        var runs = new List<RebuildRun>();
        foreach (var view in LedgerViews.All) runs.Add(await ARebuild.RunAsync(ledger, view.Name));
        return runs;
    }

    /// <summary>A second ledger in memory that heard, in order of report, only what was out by then.</summary>
    private static Dictionary<string, AreaState> AsIfHeard(IReadOnlyList<IEvent> log, DateTimeOffset reported)
    {
        // What a person set aside by then stays set aside.
        var heard = Folded(log).ToDictionary(s => s.Key, s => new AreaState(s.Key) { Overruled = [.. s.Value.Overruled.Where(o => o.ReportedAt <= reported)] });
        var stand = log.Where(e => e.Data is ChangeDecided or ChangeCorrected).Where(e => !log.Any(r => r.Data is ChangeRetracted x && x.Replaces == IdOf(e) || r.Data is ChangeCorrected y && y.Replaces == IdOf(e)));
        foreach (var e in stand)
            if (RulingOf(e) is { DecidedBy: not Ruling.ByPolicy } ruling && ruling.ReportedAt <= reported)
                heard[AreaOf(e)] = heard[AreaOf(e)].Fold(new ChangeDecided(AHistory.Theatre.Id, IdOf(e), ruling), e.Sequence, e.Timestamp);
        foreach (var area in AHistory.Areas.Select(code => AHistory.Theatre.FindArea(code)!).OrderBy(a => a.Path.Count))
            foreach (var claim in log.Select(e => e.Data).OfType<ClaimRecorded>().Select(e => e.Claim).Where(c => c.Area == area.Code && c.ReportedAt <= reported).OrderBy(c => c.ReportedAt))
                foreach (var e in RecordClaim.Decide(new(area, heard[area.Code], Inheritance.Above(area, code => heard.GetValueOrDefault(code))) { Theatre = AHistory.Theatre }, [claim]))
                    heard[area.Code] = heard[area.Code].Fold(e, long.MaxValue, default);
        return heard;
    }

    private static Dictionary<string, AreaState> Folded(IReadOnlyList<IEvent> log) => AHistory.Areas.ToDictionary(
        code => code, code => log.Where(e => AreaOf(e) == code).Aggregate(new AreaState(code), (state, e) => state.Fold(e.Data, e.Sequence, e.Timestamp)));

    private static string AreaOf(IEvent e) => e.StreamKey!.Split('/')[^1];

    private static string IdOf(IEvent e) => e.Data is ChangeDecided d ? d.ChangeId : ((ChangeCorrected)e.Data).ChangeId;

    private static Ruling RulingOf(IEvent e) => e.Data is ChangeDecided d ? d.Ruling : ((ChangeCorrected)e.Data).Ruling;

    private static async Task<IReadOnlyList<IEvent>> LogAsync(ALedger ledger)
    {
        await using var session = ledger.Get<LedgerStore>().Documents.QuerySession();
        return [.. (await Marten.QueryableExtensions.ToListAsync(session.Events.QueryAllRawEvents())).OrderBy(e => e.Sequence)];
    }
}
