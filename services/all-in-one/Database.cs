using Territory.AllInOne.Embedded;

namespace Territory.AllInOne;

/// <summary>The database of the all-in-one: the one named by <c>TERRITORY_POSTGRES</c>, otherwise a child process of its own.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly RunningPostgres? child;

    private Database(string connectionString, RunningPostgres? child) => (ConnectionString, this.child) = (connectionString, child);

    public string ConnectionString { get; }

    /// <summary>For a person.</summary>
    public string Description => child is null ? "PostgreSQL of TERRITORY_POSTGRES" : $"PostgreSQL {child.Version}";

    public static async Task<Database> OpenAsync(RunOptions options, DataFolder folder)
    {
        if (Environment.GetEnvironmentVariable("TERRITORY_POSTGRES") is { Length: > 0 } named) return new(named, null);
        var child = await EmbeddedPostgres.StartAsync(new() { Folder = folder.Postgres, MayInstall = !options.NoInstall }, Console.WriteLine, CancellationToken.None);
        return new(child.ConnectionString, child);
    }

    /// <summary>Ends with its last words when the child ends by itself; never for a database that is not ours.</summary>
    public async Task<string> EndedAsync(CancellationToken stopping)
    {
        if (child is null) await Task.Delay(Timeout.Infinite, stopping);
        return $"{await child!.Ended}\n(all of it in {child.LogFile})";
    }

    public ValueTask DisposeAsync() => child?.DisposeAsync() ?? ValueTask.CompletedTask;
}
