using Microsoft.Extensions.Logging;
using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>
/// Whoever waits for the append lock sees to it that its holder is alive. The server itself gives up a writer that says
/// nothing between two statements, or whose statement runs too long, but not one that froze with half a statement sent:
/// PostgreSQL before version 17 has no time limit for that.
/// </summary>
internal sealed partial class FrozenWriters(ServiceDatabase database, ILogger logger)
{
    /// <summary>A wait shorter than this is an ordinary one.</summary>
    private static readonly TimeSpan Unremarkable = ServiceDatabase.WriterPatience / 2;
    private static readonly TimeSpan BetweenLooks = ServiceDatabase.WriterPatience / 8;

    /// <summary>
    /// Ends whoever has kept the server waiting for the rest of a statement for the whole patience and has said nothing more since the
    /// last look; who only takes long to take a result has as long as a statement may run.
    /// </summary>
    private readonly string look = $"""
        select a.pid, a.state_change, case when a.state_change = any($2) then pg_terminate_backend(a.pid) else false end
        from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.database = (select oid from pg_database where datname = current_database())
          and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('{AppendDoor.LockOf(database.Schema)}', 0)
          and a.state = 'active' and a.wait_event_type = 'Client' and a.state_change < clock_timestamp() - case a.wait_event when 'ClientRead' then $1 else {ServiceDatabase.StatementPatience} * $1 end
        """;

    /// <summary>The result of a wait for the lock.</summary>
    public async Task<T> OutlastAsync<T>(Task<T> waiting, CancellationToken cancellation)
    {
        DateTime[] seen = [];
        for (var patience = Unremarkable; !await EndsWithinAsync(waiting, patience); patience = BetweenLooks)
        {
            var looking = LookAsync(seen, cancellation);
            // Whoever gets the lock meanwhile must not hold it until a connection is free for the look.
            if (await Task.WhenAny(waiting, looking) == looking) seen = await looking;
        }
        return await waiting;
    }

    private static async Task<bool> EndsWithinAsync(Task waiting, TimeSpan patience)
    {
        await waiting.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return waiting.IsCompleted;
    }

    /// <summary>Since when the holders that say nothing have been where they are. A look that fails is not the end of a wait: the next one may come through.</summary>
    private async Task<DateTime[]> LookAsync(DateTime[] seen, CancellationToken cancellation)
    {
        var silent = new List<DateTime>();
        try
        {
            await using var question = database.Pool.CreateCommand(look);
            question.Parameters.Add(new() { Value = ServiceDatabase.WriterPatience });
            question.Parameters.Add(new() { Value = seen });
            await using var row = await question.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
            {
                silent.Add(row.GetDateTime(1));
                if (row.GetBoolean(2)) LogEnded(logger, database.Schema, row.GetInt32(0), row.GetDateTime(1));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // So is the wait.
        }
        catch (Exception failed) when (failed is NpgsqlException or InvalidOperationException)
        {
            // A pool that ends with its process is one of these: the wait goes on until it is told so itself.
            LogUnseen(logger, database.Schema, failed.Message);
        }
        return [.. silent];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ended server process {Process}: it held the append lock of {Schema} and had said nothing since {Since:O}. Its owner decides anew")]
    private static partial void LogEnded(ILogger logger, string schema, int process, DateTime since);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not see who holds the append lock of {Schema} while waiting for it; looking again ({Reason})")]
    private static partial void LogUnseen(ILogger logger, string schema, string reason);
}
