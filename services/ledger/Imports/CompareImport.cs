using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Imports;

/// <summary>What an import would change.</summary>
/// <param name="New">Rows not recorded before.</param>
/// <param name="Known">Rows recorded before, which change nothing.</param>
/// <param name="AreasTouched">Areas with new rows.</param>
/// <param name="Areas">Samples: those first whose present state changes, at most <see cref="CompareImport.MostAreas"/>.</param>
public sealed record ImportDiff(long New, long Known, int AreasTouched, IReadOnlyList<AreaDiff> Areas);

/// <summary>What it would change in one area.</summary>
/// <param name="Decisions">Changes that would be decided, corrected or retracted.</param>
/// <param name="Now">How the area is held by its own decisions; null when nothing is decided.</param>
/// <param name="Then">How it would be held.</param>
public sealed record AreaDiff(string Area, string Name, long New, long Known, int Decisions, Holding? Now, Holding? Then);

/// <summary>Who holds an area by its own decisions. Since: UTC.</summary>
public sealed record Holding(ControlStatus Status, IReadOnlyList<string> Controllers, DateTimeOffset Since);

/// <summary>Plays an import against what the ledger knows, without recording: what is new, what is known, and which rows say otherwise under an id that is taken.</summary>
internal sealed class CompareImport(LedgerStore store, StagedRows staged, ImportRuns runs, TimeProvider clock)
{
    internal const int MostAreas = 200;
    private const int Page = 1000;

    public async Task<ImportDiff> RunAsync(ImportRun run, Theatre theatre, CancellationToken cancellation)
    {
        var play = new Play(theatre, clock.GetUtcNow());
        var (header, terms) = (ImportHeader.Read(run.As, run.Header).Header!, ImportTerms.Checked(theatre));
        var (page, place) = (new List<NamedRow>(Page), 0L);
        await foreach (var row in staged.ReadAsync(run.Id, 0, cancellation))
        {
            var read = ImportRow.Read(header, row.Cells, terms);
            var named = NamedRow.Of(run, row.Row, read.OwnId, read.Content!);
            if (page.Count == Page || (page.Count > 0 && page[0].Content.Area != named.Content.Area)) await PlayAsync();
            await LoadAsync(play, named.Content.Area, cancellation);
            if (play.SaysOtherwise(named)) await staged.RefuseAsync(run.Id, row.Row, new("id", read.OwnId, Otherwise(run.As)), cancellation);
            else page.Add(named);
            place++;
        }
        if (page.Count > 0) await PlayAsync();
        return play.End();

        async Task PlayAsync()
        {
            play.Meet(page);
            page.Clear();
            if (run.DryRun) await runs.ProgressAsync(run.Id, place, cancellation);
        }
    }

    private static string Otherwise(ImportKind kind) => "an id that is not recorded yet with another content; " + (kind == ImportKind.Claims
        ? "what somebody said is never overwritten: give what he says now an id of its own"
        : "correct the change with POST /api/changes/{id}/correct, or give the row another id");

    private async Task LoadAsync(Play play, Area area, CancellationToken cancellation)
    {
        foreach (var code in area.Path.Where(code => !play.States.ContainsKey(code)))
        {
            await using var session = store.Documents.QuerySession();
            var state = new AreaState(code);
            foreach (var e in await session.Events.FetchStreamAsync(AreaState.Stream(play.Theatre.Id, code), token: cancellation)) state = state.Fold(e.Data, e.Sequence, e.Timestamp);
            play.States[code] = state;
        }
    }

    private sealed class Play(Theatre theatre, DateTimeOffset now)
    {
        private readonly List<AreaDiff> areas = [];

        public Theatre Theatre => theatre;
        public Dictionary<string, AreaState> States { get; } = [];

        public bool SaysOtherwise(NamedRow row) => row.Content switch
        {
            RowContent.Decision decision => States[decision.Area.Code].Timeline.Find(row.Id) is { } standing && !standing.Ruling.SaysTheSameAs(decision.Ruling),
            RowContent.Said said => States[said.Area.Code].Claims.GetValueOrDefault(row.Id) is { } recorded && !SameClaim.As(recorded, row.Claim),
            _ => false,
        };

        public void Meet(List<NamedRow> rows)
        {
            var area = rows[0].Content.Area;
            var before = States[area.Code];
            var events = RecordRows.Decide(new(area, before, Inheritance.Above(area, States.GetValueOrDefault)) { Theatre = theatre }, rows, theatre);
            var after = States[area.Code] = RecordRows.Fold(before, events);
            var fresh = rows.Count(r => !before.Claims.ContainsKey(r.Id) && !before.Observations.ContainsKey(r.Id) && !before.Ended.ContainsKey(r.Id) && before.Timeline.Find(r.Id) is null);
            var decisions = events.Count(e => e is ChangeDecided or ChangeCorrected or ChangeRetracted);
            var diff = new AreaDiff(area.Code, area.Label, fresh, rows.Count - fresh, decisions, Held(before), Held(after));
            // Pages of one area follow each other.
            if (areas.Count > 0 && areas[^1].Area == area.Code) areas[^1] = diff with { New = areas[^1].New + diff.New, Known = areas[^1].Known + diff.Known, Decisions = areas[^1].Decisions + diff.Decisions, Now = areas[^1].Now };
            else areas.Add(diff);
        }

        public ImportDiff End() => new(
            areas.Sum(a => a.New), areas.Sum(a => a.Known), areas.Count(a => a.New > 0),
            [.. areas.Where(a => a.New > 0).OrderByDescending(a => !Same(a.Now, a.Then)).Take(MostAreas)]);

        private Holding? Held(AreaState state) => state.At(now) is { } standing ? new(standing.Ruling.Status, standing.Ruling.Controllers, standing.Ruling.Effective.From) : null;

        private static bool Same(Holding? a, Holding? b) => a?.Status == b?.Status && (a?.Controllers ?? []).SequenceEqual(b?.Controllers ?? []);
    }
}
