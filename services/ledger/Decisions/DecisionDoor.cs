using System.Globalization;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;
using Territory.Theatres;

namespace Territory.Ledger.Decisions;

/// <summary>What was recorded.</summary>
/// <param name="Id">Id of the change, correction, retraction or observation.</param>
/// <param name="Position">Its place in the log, a decimal string.</param>
/// <param name="Version">The area's version after it, for the next <c>If-Match</c>.</param>
public sealed record DecisionRecorded(string Id, string Position, int Version);

/// <summary>Takes a person's request through the ledger's one door, and turns what came of it into an answer.</summary>
public sealed class DecisionDoor(AreaDoor door, LedgerStore store, TheatreRegister theatres)
{
    public async Task<IResult> RecordAsync(Theatre pack, string area, Func<AreaInView, Theatre, Verdict> decide, CancellationToken cancellation)
    {
        var verdict = Verdict.Refused(Why.State, "area", area, "an area that was decided upon");
        var steps = await door.DecideAsync(pack, [area], view => (verdict = decide(view, view.Theatre)).Events, cancellation);
        if (verdict.Obstacle is { } obstacle) return obstacle.Answer();
        // The person's own event is the last of its area: the version after it is the area's. What follows is below it.
        var own = steps.LastOrDefault(step => step.Area.Code == area);
        return verdict.Known is { } known
            ? Results.Ok(new DecisionRecorded(verdict.Id, Text(known.Position), known.Version))
            : Results.Json(new DecisionRecorded(verdict.Id, Text(own!.Event.Sequence), own.After.Version), statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Where a change was decided; null when no decision has that id.</summary>
    public async Task<(Theatre Theatre, string Area)?> FindAsync(string changeId, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select theatre, area from {LedgerStore.Schema}.{TimelineTable.Standings} where theatre = any ($1) and change_id = $2 limit 1");
        read.Parameters.Add(new() { Value = theatres.All.Select(t => t.Id).ToArray() });
        read.Parameters.Add(new() { Value = changeId });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (theatres.Find(row.GetString(0))!, row.GetString(1)) : null;
    }

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);
}
