using System.Globalization;
using System.Text.Json;
using Npgsql;
using Territory.Contracts;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Territory.Ledger.Checks;
using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Snapshots;

/// <summary>
/// Proves a snapshot without the views: its files are the bytes that were kept and say the same as each other and as its
/// record, and the log folded from its first event up to the snapshot's position gives the same state of every area, and so
/// the same checksum.
/// </summary>
internal sealed class CheckSnapshot(LedgerStore store, PinnedSnapshots snapshots, TheatreRegister theatres, KnownSuccessions successions, Findings findings)
{
    /// <param name="onGroup">Told how many areas are folded, of how many, and how much was found.</param>
    public async Task<object> RunAsync(CheckRun run, Func<long, long, long, Task> onGroup, CancellationToken cancellation)
    {
        var snapshot = await snapshots.FindAsync(run.Scope.Snapshot!, cancellation) ?? throw new InvalidOperationException($"The snapshot {run.Scope.Snapshot} is gone.");
        var pack = theatres.Find(snapshot.Theatre) ?? throw new InvalidOperationException($"The theatre '{snapshot.Theatre}' of the snapshot is not here; expected {theatres.Expected}. Start the ledger with its pack.");
        var files = new SnapshotFiles(snapshot, (await snapshots.FileAsync(snapshot.Id, geojson: false, cancellation))!, (await snapshots.FileAsync(snapshot.Id, geojson: true, cancellation))!);
        List<Found> found = [.. files.Faults().Select(fault => new Found("alteredSnapshot", "snapshot", fault) { Theatre = snapshot.Theatre })];
        var picture = await FoldAsync(pack, snapshot, (done, total) => onGroup(done, total, found.Count), cancellation);
        var (checksum, areas) = Compare(pack, snapshot, picture, files.Areas, found);
        await findings.AddAsync(run.Id, [.. found.Take(Findings.MostKept)], cancellation);
        await onGroup(areas, areas, found.Count);
        return new { Snapshot = snapshot.Id, snapshot.Position, Areas = areas, Pinned = snapshot.Checksum, Refolded = checksum };
    }

    /// <summary>Area by area: of a long history only what holds at the instant stays in memory.</summary>
    private async Task<ControlPicture> FoldAsync(Theatre pack, Snapshot snapshot, Func<long, long, Task> onGroup, CancellationToken cancellation)
    {
        var position = long.Parse(snapshot.Position, CultureInfo.InvariantCulture);
        var known = (await successions.ReadAsync(pack, cancellation)).At(position);
        var theatre = pack with { Successions = [.. known.Successions.Select(s => s.ToSuccession())] };
        var (own, standings) = (new Dictionary<string, Stretch>(), new Dictionary<string, Standing>());
        var (areas, done) = (await CheckedAreas.FindAsync(store, new(Theatre: pack.Id), cancellation), 0L);
        await using var connection = new NpgsqlConnection(store.Database.LongLived);
        await connection.OpenAsync(cancellation);
        foreach (var group in CheckedAreas.InGroups(areas))
        {
            var streams = new StreamsOfAreas(store, pack.Id, group.Select(area => area.Code), position);
            while ((await streams.NextAsync(connection, cancellation)).Count > 0) { }
            foreach (var state in streams.States)
                if (Stretch.At(state.Timeline, snapshot.At) is { } stretch)
                    (own[state.Area], standings[stretch.ChangeId]) = (stretch, state.Timeline.Find(stretch.ChangeId)!);
            await onGroup(done += group.Count, areas.Count);
        }
        return new ControlPicture(new Axes(theatre, snapshot.At, snapshot.At, null, position, Settled: true, IsHead: false), own) { Standings = standings };
    }

    /// <summary>Every area as it was pinned beside what it folds to; where the file cannot be trusted, only the checksum of all of them. Returns the checksum they fold to.</summary>
    private static (string Checksum, int Areas) Compare(Theatre pack, Snapshot snapshot, ControlPicture picture, IReadOnlyList<AreaControl>? pinned, List<Found> found)
    {
        var day = LocalTime.DayOf(snapshot.At, pack.Zone);
        AreaControl[] refolded = [.. (pinned?.Select(was => pack.FindArea(was.Area)) ?? pack.Areas).OfType<Area>().Select(area => AreaControl.Of(area, picture, day))];
        var now = refolded.ToDictionary(area => area.Area);
        foreach (var was in pinned ?? [])
            if (now.GetValueOrDefault(was.Area) is not { } then || Of(then) != Of(was)) found.Add(Differs(snapshot, was, now.GetValueOrDefault(was.Area)));
        var checksum = Checksum.Of(pack.Id, snapshot.At, refolded);
        if (checksum != snapshot.Checksum && (pinned is null || found.Count == 0))
            found.Add(new("alteredSnapshot", "snapshot", $"The areas of snapshot {snapshot.Id} fold to the checksum {checksum}, and it says {snapshot.Checksum}: its record was altered.") { Theatre = pack.Id, Is = JsonSerializer.Serialize(snapshot.Checksum), ShouldBe = JsonSerializer.Serialize(checksum) });
        return (checksum, refolded.Length);

        string Of(AreaControl control) => Checksum.Of(pack.Id, snapshot.At, [control]);
    }

    private static Found Differs(Snapshot snapshot, AreaControl was, AreaControl? now) =>
        new("differentSnapshot", "snapshot", now is null ? $"The area {was.Area} of snapshot {snapshot.Id} is not in the pack any more (it was taken by version {snapshot.PackVersion})." : $"The log folded up to position {snapshot.Position} says otherwise of {was.Area} than snapshot {snapshot.Id}. 'territory verify' tells whether the log was altered; 'territory check' whether a view was.")
        {
            Theatre = snapshot.Theatre,
            Area = was.Area,
            Is = Said(was),
            ShouldBe = now is null ? null : Said(now),
        };

    private static string Said(AreaControl control) => JsonSerializer.Serialize(new { control.Status, control.Controllers, control.Challengers, control.BesiegedBy, control.Since }, ContractJson.Options);
}
