using Territory.Hosting.Store;
using Territory.Ledger.Areas;

namespace Territory.Ledger.Views;

/// <summary>The production fold of one area's stream, from its first event on or from a state.</summary>
internal sealed class StreamFold
{
    /// <param name="stream">From its first event on.</param>
    /// <param name="keeps">What the state keeps beside what stands.</param>
    public StreamFold(string stream, Said keeps = Said.All)
    {
        if (stream.Split('/') is not ["area", var theatre, var area]) throw new InvalidOperationException($"'{stream}' is no stream of an area.");
        (Stream, Theatre, State) = (stream, theatre, new AreaState(area) { Keeps = keeps });
    }

    private StreamFold(StreamFold other) => (Stream, Theatre, State, Position, Version) = (other.Stream, other.Theatre, other.State, other.Position, other.Version);

    public string Stream { get; }
    public string Theatre { get; }
    public AreaState State { get; private set; }
    /// <summary>Where the last event folded stands in the log, and in the stream; 0 before the first.</summary>
    public long Position { get; private set; }
    public long Version { get; private set; }

    public StreamFold Copy() => new(this);

    public ViewStep Fold(StoredEvent e)
    {
        var (before, data) = (State, e.Data);
        try
        {
            State = before.Fold(data, e.Position, e.RecordedAt);
        }
        catch (Exception failed)
        {
            // Whatever it is, it is this event's doing: a fold looks at nothing else.
            throw new PoisonEventException(e.Position, e.Id, e.Stream, e.Type, $"cannot be folded: {Why(failed, data)}", failed);
        }
        (Position, Version) = (e.Position, e.Version);
        return new(before, e.Data, e.Position, State);
    }

    private static string Why(Exception failed, object data) =>
        failed is NullReferenceException or ArgumentNullException && MissingMembers.Of(data) is { Count: > 0 } missing ? $"there is no {string.Join(", no ", missing)} in its body." : failed.Message;
}
