using System.Collections.Concurrent;
using Npgsql;
using Territory.Hosting.Store;
using Territory.Theatres;

namespace Territory.Ledger.Actors;

/// <summary>
/// A theatre with those successions only that the ledger knew at a position: those of the pack count once they are in the
/// log. A ledger that was never told of a succession answers in the names it was given.
/// </summary>
public sealed class KnownSuccessions(LedgerStore store)
{
    private const string Version = $"select version from {LedgerStore.Schema}.mt_streams where id = $1";
    private readonly ConcurrentDictionary<string, ActorsState> folded = new();
    // A copy builds its look-ups anew: one for each succession is enough.
    private readonly ConcurrentDictionary<(string Theatre, int Version), Theatre> told = new();

    /// <summary>The theatre as the ledger knows it now.</summary>
    public async Task<Theatre> ApplyAsync(Theatre theatre, CancellationToken cancellation) => With(theatre, await ReadAsync(theatre, cancellation));

    /// <summary>The theatre as the ledger knew it at a position that the snapshot holds; read in it, for a second connection from the same pool could wait for ever.</summary>
    public async Task<Theatre> ApplyAsync(Theatre theatre, long position, NpgsqlTransaction snapshot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        ArgumentNullException.ThrowIfNull(snapshot);
        await using var version = new NpgsqlCommand(Version, snapshot.Connection);
        var known = await ReadAsync(theatre, version, async known =>
        {
            await using var session = store.Documents.QuerySession(Marten.Services.SessionOptions.ForTransaction(snapshot));
            return await ActorDoor.LoadAsync(session, known, cancellation);
        }, cancellation);
        return With(theatre, known.At(position));
    }

    /// <summary>The theatre as the ledger knows it, for whoever holds the append lock: nothing is recorded beside him.</summary>
    internal async Task<Theatre> ApplyAsync(Theatre theatre, OpenDoor door, CancellationToken cancellation)
    {
        await using var version = new NpgsqlCommand(Version, door.Connection);
        return With(theatre, await ReadAsync(theatre, version, known => ActorDoor.LoadAsync(door.Session, known, cancellation), cancellation));
    }

    /// <summary>All that is recorded by now.</summary>
    public async Task<ActorsState> ReadAsync(Theatre theatre, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        await using var version = store.Database.Pool.CreateCommand(Version);
        return await ReadAsync(theatre, version, async known =>
        {
            await using var session = store.Documents.QuerySession();
            return await ActorDoor.LoadAsync(session, known, cancellation);
        }, cancellation);
    }

    /// <summary>Only what is new is read: what was folded once stays so.</summary>
    private async Task<ActorsState> ReadAsync(Theatre theatre, NpgsqlCommand version, Func<ActorsState, Task<ActorsState>> load, CancellationToken cancellation)
    {
        var known = folded.GetValueOrDefault(theatre.Id, new ActorsState(theatre.Id));
        version.Parameters.Add(new() { Value = ActorsState.Stream(theatre.Id) });
        if (await version.ExecuteScalarAsync(cancellation) is not long now || now <= known.Version) return known;
        return folded[theatre.Id] = await load(known);
    }

    private Theatre With(Theatre theatre, ActorsState known) =>
        told.GetOrAdd((theatre.Id, known.Version), _ => theatre with { Successions = [.. known.Successions.Select(s => s.ToSuccession())] });
}
