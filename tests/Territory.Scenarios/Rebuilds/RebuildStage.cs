using Npgsql;
using Territory.Scenarios.Installations;

namespace Territory.Scenarios.Rebuilds;

/// <summary>Holds a rebuild of <c>control_now</c> at a stage, by nothing but locks in the database on what that stage needs.</summary>
internal sealed class RebuildStage : IAsyncDisposable
{
    public const string BeforeTheShadow = "before the shadow", Folding = "folding", Copying = "copying", Comparing = "comparing", Swapping = "swapping";
    public static readonly string[] All = [BeforeTheShadow, Folding, Copying, Comparing, Swapping];
    private static readonly TimeSpan Patience = Eventually.Most;
    private readonly string database;
    private readonly List<NpgsqlConnection> locks = [];

    private RebuildStage(string database) => this.database = database;

    public static string StateAt(string stage) => stage == BeforeTheShadow ? Folding : stage;

    /// <summary>Starts a rebuild and returns once it stands at the stage; disposing lets it go on.</summary>
    public static async Task<RebuildStage> ReachAsync(string database, string stage, Func<Task> start)
    {
        var held = new RebuildStage(database);
        switch (stage)
        {
            case Comparing: await held.LockTableAsync("ledger.control_now"); break;
            case Swapping: await held.ExecuteAsync("select pg_advisory_lock(hashtextextended('append:ledger', 0))"); break;
            default: await held.LockTableAsync("ledger.mt_streams"); break;
        }
        await start();
        if (stage is Folding or Copying) await held.PassThePlanAsync();
        if (stage == Copying) await held.PassTheFoldAsync();
        await Eventually.TrueAsync(async () => await held.AskAsync("select state from ledger.rebuilds where ended_at is null") == StateAt(stage) && await held.SomebodyWaitsAsync(), Patience);
        return held;
    }

    /// <summary>The plan has looked at the events already when it waits for the streams: who queues for the events now comes before the fold.</summary>
    private async Task PassThePlanAsync()
    {
        await Eventually.TrueAsync(SomebodyWaitsAsync, Patience);
        var events = LockTableAsync("ledger.mt_events");
        await Eventually.TrueAsync(async () => await AskAsync("select count(*)::text from pg_locks where not granted and relation = 'ledger.mt_events'::regclass and mode = 'AccessExclusiveLock'") == "1", Patience);
        await ReleaseFirstAsync();
        await events;
    }

    private async Task PassTheFoldAsync()
    {
        await LockTableAsync(await AskAsync("select nspname || '.indexes' from pg_namespace where nspname like 'shadow%' and nspname not like '%old'") ?? throw new InvalidOperationException("There is no shadow."));
        await ReleaseFirstAsync();
    }

    private async Task ReleaseFirstAsync()
    {
        await locks[0].DisposeAsync();
        locks.RemoveAt(0);
    }

    private Task LockTableAsync(string table) => ExecuteAsync($"begin; lock table {table} in access exclusive mode");

    private async Task ExecuteAsync(string sql)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var take = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await take.ExecuteNonQueryAsync();
        locks.Add(connection);
    }

    private async Task<bool> SomebodyWaitsAsync() => await AskAsync("select count(*)::text from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name like 'territory%'") != "0";

    private async Task<string?> AskAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await using var ask = source.CreateCommand(sql);
        return await ask.ExecuteScalarAsync() as string;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in locks) await connection.DisposeAsync();
    }
}
