using JasperFx.Events;
using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>
/// Writes appended events slice by slice, each with its views, in the order they were appended. While the server is busy
/// with one slice the next is made ready, or decided: the lock is held for the longer of the two, not for both.
/// </summary>
internal sealed class SlicesUnderWay(NpgsqlConnection connection, LogWriter log, ViewsOfEvents? views, CancellationToken cancellation)
{
    /// <summary>Events written at once: enough for the cost of a statement to be small, few enough for several slices to overlap.</summary>
    private const int Slice = 400;
    private Task writing = Task.CompletedTask;
    private int begun;

    /// <summary>Begins with every slice that is full; whoever uses the connection for something else waits for <see cref="WrittenAsync"/> first.</summary>
    public void Begin(IReadOnlyList<IEvent> appended)
    {
        while (appended.Count - begun >= Slice) Begin(Next(appended, Slice), []);
    }

    /// <summary>Writes what is left, and behind it what ends the transaction.</summary>
    public Task EndAsync(IReadOnlyList<IEvent> appended, IReadOnlyList<NpgsqlBatchCommand> last)
    {
        while (appended.Count - begun > Slice) Begin(Next(appended, Slice), []);
        Begin(Next(appended, appended.Count - begun), last);
        return writing;
    }

    /// <summary>The server is done with all that was begun.</summary>
    public Task WrittenAsync() => writing;

    private IEvent[] Next(IReadOnlyList<IEvent> appended, int events)
    {
        var slice = appended.Skip(begun).Take(events).ToArray();
        begun += slice.Length;
        return slice;
    }

    private void Begin(IEvent[] slice, IReadOnlyList<NpgsqlBatchCommand> last) =>
        writing = ExecuteAsync(writing, slice.Length == 0 ? last : [.. log.Insert(slice), .. views?.Invoke(slice) ?? [], .. last]);

    private async Task ExecuteAsync(Task before, IReadOnlyList<NpgsqlBatchCommand> commands)
    {
        await before;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
