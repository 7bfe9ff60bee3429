using JasperFx.Events;
using Marten;
using Territory.Ledger.Changes;
using Territory.Theatres;

namespace Territory.Ledger.Actors;

/// <summary>The only way of recording successions and their retractions: under the append lock it loads what is known, asks a pure decision, appends and tells the public log.</summary>
public sealed class ActorDoor(LedgerStore store)
{
    /// <summary>Appends what is wanted of what is known; returns the state after it.</summary>
    public Task<ActorsState> DecideAsync(Theatre theatre, Func<ActorsState, IReadOnlyList<object>> decide, CancellationToken cancellation) =>
        store.Door.AgainAsync(() => DecideOnceAsync(theatre, decide, cancellation), cancellation);

    private async Task<ActorsState> DecideOnceAsync(Theatre theatre, Func<ActorsState, IReadOnlyList<object>> decide, CancellationToken cancellation)
    {
        var (state, told) = (new ActorsState(theatre.Id), (PublicLogEnd?)null);
        await store.Door.EnterAsync(async (door, ct) =>
        {
            state = await LoadAsync(door.Session, state, ct);
            door.Append(ActorsState.Stream(theatre.Id), decide(state));
            told = await PublicLog.EndAsync(door.Connection, theatre, ct);
            return 0;
        },
        appended =>
        {
            state = appended.Aggregate(state, Fold);
            return [.. told!.Tell(appended)];
        }, cancellation);
        return state;
    }

    /// <summary>Folds what follows a state in the log.</summary>
    internal static async Task<ActorsState> LoadAsync(IQuerySession session, ActorsState state, CancellationToken cancellation) =>
        (await session.Events.FetchStreamAsync(ActorsState.Stream(state.Theatre), fromVersion: state.Version + 1, token: cancellation)).Aggregate(state, Fold);

    private static ActorsState Fold(ActorsState state, IEvent e) => state.Fold(e.Data, e.Sequence, e.Timestamp);
}
