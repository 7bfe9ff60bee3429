using Territory.Hosting.Store;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;
using Territory.Theatres;

namespace Territory.Ledger.Actors;

/// <summary>
/// Follows the log: once actors go on as others, or do not after all, what is claimed of every area is assessed anew, since who
/// is the same holder as before is another question now. It follows rather than belongs to the succession's transaction,
/// because it concerns the whole theatre and writers must not wait for that; whoever decides meanwhile knows the succession already.
/// </summary>
internal sealed class ReassessAreas(AreaDoor door, LedgerStore store, TheatreRegister theatres) : ILogHandler
{
    public const string Name = "reassess-areas";

    /// <summary>Areas of one transaction: few enough that a writer beside it hardly waits.</summary>
    private const int Together = 16;

    public IReadOnlyCollection<Type> LooksInto { get; } = [typeof(ActorSucceeded), typeof(ActorSuccessionRetracted)];

    public async Task HandleAsync(IReadOnlyList<StoredEvent> page, CancellationToken cancellation)
    {
        var concerned = page.Where(e => LooksInto.Contains(e.Kind)).Select(e => e.Data switch { ActorSucceeded s => s.Theatre, ActorSuccessionRetracted r => r.Theatre, _ => null }).OfType<string>().Distinct();
        foreach (var theatre in concerned.Select(theatres.Find).OfType<Theatre>()) await ReassessAsync(theatre, cancellation);
    }

    private async Task ReassessAsync(Theatre theatre, CancellationToken cancellation)
    {
        var claimed = await ClaimedAsync(theatre.Id, cancellation);
        foreach (var areas in theatre.Areas.Where(a => claimed.Contains(a.Code)).OrderBy(a => a.Path.Count).Select(a => a.Code).Chunk(Together))
            await door.DecideAsync(theatre, areas, Descent.Anew, cancellation);
    }

    private async Task<HashSet<string>> ClaimedAsync(string theatre, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select distinct area from {LedgerStore.Schema}.{ClaimsTable.Name} where theatre = $1");
        read.Parameters.Add(new() { Value = theatre });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var areas = new HashSet<string>();
        while (await row.ReadAsync(cancellation)) areas.Add(row.GetString(0));
        return areas;
    }
}
