using System.Data;
using Npgsql;
using Territory.Hosting.Store;
using Territory.Ledger.Views;

namespace Territory.Ledger.Checks;

/// <summary>
/// Holds the rows of the views beside the fold of their streams, a group of areas at a time. The fold runs ahead without
/// holding anything; what came since, the comparison and the live rows are of one snapshot, so writers are not waited for.
/// </summary>
internal sealed class CheckViews(LedgerStore store, Findings findings, CheckedViews looked)
{
    /// <param name="onGroup">Told how many areas are done, of how many, and how much was found.</param>
    /// <returns>What was looked at.</returns>
    public async Task<object> RunAsync(CheckRun run, Func<long, long, long, Task> onGroup, CancellationToken cancellation)
    {
        IReadOnlyList<LedgerView> views = [.. LedgerViews.All.Where(view => run.Scope.View is null || view.Name == run.Scope.View)];
        var areas = await CheckedAreas.FindAsync(store, run.Scope, cancellation);
        await using var connection = new NpgsqlConnection(store.Database.LongLived);
        await connection.OpenAsync(cancellation);
        var rows = new FoldedRows(connection, views);
        await rows.CreateAsync(cancellation);
        var (done, found, events) = (0L, 0L, 0L);
        await onGroup(0, areas.Count, 0);
        foreach (var group in CheckedAreas.InGroups(areas))
        {
            found += await LookAsync(run.Id, connection, rows, views, group, (int)(Findings.MostKept - found), cancellation);
            (done, events) = (done + group.Count, events + group.Sum(area => area.Events));
            await onGroup(done, areas.Count, found);
        }
        if (run.Scope.Area is null && await CheckedAreas.AreAllAsync(store, run.Scope.Theatre, cancellation)) await looked.MarkAsync(views, run.Scope.Share, cancellation);
        return new { Views = views.Select(view => view.Name), Areas = areas.Count, Events = events };
    }

    private async Task<int> LookAsync(string run, NpgsqlConnection connection, FoldedRows rows, IReadOnlyList<LedgerView> views, IReadOnlyList<CheckedArea> group, int room, CancellationToken cancellation)
    {
        try
        {
            var found = await CompareAsync(connection, rows, group, cancellation);
            await KeepAsync(found);
            return found.Count;
        }
        catch (PoisonEventException broken) when (group.Count == 1)
        {
            var area = group[0];
            await KeepAsync([.. views.Select(view => new Found("unfoldable", view.Name, $"{broken.Message.TrimEnd('.')}. The views of {area.Code} cannot be proven; 'territory verify' tells whether the event was altered.")
            {
                View = view.Name, Theatre = area.Theatre, Area = area.Code, Position = broken.Position,
            })]);
            return views.Count;
        }
        catch (PoisonEventException)
        {
            // Which area it is; the others of the group are looked at all the same.
            var found = 0;
            foreach (var area in group) found += await LookAsync(run, connection, rows, views, [area], room - found, cancellation);
            return found;
        }

        Task KeepAsync(IReadOnlyList<Found> found) => findings.LookedAsync(run, [.. views.Select(v => v.Name)], group[0].Theatre, [.. group.Select(a => a.Code)], [.. found.Take(Math.Max(0, room))], cancellation);
    }

    private async Task<IReadOnlyList<Found>> CompareAsync(NpgsqlConnection connection, FoldedRows rows, IReadOnlyList<CheckedArea> group, CancellationToken cancellation)
    {
        var theatre = group[0].Theatre;
        string[] codes = [.. group.Select(area => area.Code)];
        var streams = new StreamsOfAreas(store, theatre, codes);
        await rows.ClearAsync(cancellation);
        await rows.FoldAsync(streams, cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await LedgerViews.HoldAsync(connection, cancellation);
        await rows.FoldAsync(streams, cancellation);
        var different = await rows.CompareAsync(theatre, codes, cancellation);
        await snapshot.CommitAsync(cancellation);
        return [.. different.Select(d => Drift(theatre, d))];
    }

    private static Found Drift(string theatre, RowDifference row) => new("drift", row.Table, Sentence(row)) { View = row.View.Name, Theatre = theatre, Area = row.Area, Key = row.Key, Is = row.Live, ShouldBe = row.Folded };

    private static string Sentence(RowDifference row)
    {
        var what = row.Live is null ? "lacks a row that the log folds to" : row.Folded is null ? "has a row that the log does not fold to" : "has a row that differs from what the log folds to";
        return $"{row.Table} {what} ({row.Key}). Mend it with POST /api/views/{row.View.Name}/repair, area {row.Area}; and look who wrote to the database.";
    }
}
