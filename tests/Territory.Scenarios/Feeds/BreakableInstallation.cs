using Npgsql;
using Territory.AllInOne.Embedded;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Feeds;

/// <summary>Ledger, feed and front door as real processes that can be killed, with a line that can be cut between any two of them, their database and their broker.</summary>
internal sealed class BreakableInstallation : IAsyncDisposable
{
    public const string Key = "tk_a-key-for-scenarios-only-0123456789abcdef";
    public const string Ledger = "Territory.Ledger", Feed = "Territory.Feed", FrontDoor = "Territory.OperationsConsole";
    private static readonly TimeSpan Patience = Eventually.Most;
    private readonly ScratchFolder folder = new();
    private readonly Dictionary<string, ServiceProcess> processes = [];
    private readonly Dictionary<string, Uri> addresses = [];
    private readonly Dictionary<string, TcpLine> lines = [];
    private readonly string database;
    private readonly Uri broker;

    private BreakableInstallation(string database, Uri broker) => (this.database, this.broker) = (database, broker);

    /// <summary>Where subscribers come, over a line of their own.</summary>
    public Uri Address => new($"http://127.0.0.1:{lines["subscribers to front door"].Port}");

    /// <summary>Where the ledger answers, over no line.</summary>
    public Uri LedgerAddress => addresses[Ledger];

    /// <summary>The names of the lines: <c>feed to ledger</c>.</summary>
    public IReadOnlyCollection<string> Lines => lines.Keys;

    public static async Task<BreakableInstallation> StartAsync(string database, Uri broker)
    {
        var installation = new BreakableInstallation(database, broker);
        File.WriteAllText(Path.Combine(installation.folder.Path, "key"), Key);
        foreach (var assembly in new[] { Ledger, Feed, FrontDoor }) installation.addresses[assembly] = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        installation.Lay();
        await Task.WhenAll(new[] { Ledger, Feed, FrontDoor }.Select(installation.StartAsync));
        return installation;
    }

    public async Task KillAsync(string assembly)
    {
        await processes[assembly].KillAsync();
        await StartAsync(assembly);
    }

    /// <summary>Cuts a line until somebody noticed, then mends it.</summary>
    public async Task CutAsync(string name)
    {
        var line = lines[name];
        var before = line.Broken;
        line.Cut();
        try
        {
            await Eventually.TrueAsync(() => Task.FromResult(line.Broken > before + 1), TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            // Nobody wanted it in this time: nothing to notice.
        }
        line.Mend();
    }

    /// <summary>kill -9 of a process of the server's: it ends all connections and recovers from its log.</summary>
    public async Task CrashPostgresAsync()
    {
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString))
        {
            await connection.OpenAsync();
            using var kill = System.Diagnostics.Process.Start("kill", ["-KILL", $"{connection.ProcessID}"]);
            await kill.WaitForExitAsync();
        }
        await Task.WhenAll(addresses.Select(a => processes[a.Key].UntilReadyAsync(a.Value, Patience)));
    }

    private void Lay()
    {
        var postgres = new NpgsqlConnectionStringBuilder(database).Port;
        foreach (var from in new[] { "ledger", "feed" })
        {
            lines[$"{from} to database"] = new(postgres);
            lines[$"{from} to broker"] = new(broker.Port);
        }
        lines["feed to ledger"] = new(addresses[Ledger].Port);
        lines["front door to ledger"] = new(addresses[Ledger].Port);
        lines["front door to feed"] = new(addresses[Feed].Port);
        lines["subscribers to front door"] = new(addresses[FrontDoor].Port);
    }

    private async Task StartAsync(string assembly)
    {
        var who = assembly switch { Ledger => "ledger", Feed => "feed", _ => "front door" };
        var environment = new Dictionary<string, string>
        {
            ["TERRITORY_POSTGRES"] = new NpgsqlConnectionStringBuilder(database) { Port = lines.TryGetValue($"{who} to database", out var line) ? line.Port : new NpgsqlConnectionStringBuilder(database).Port }.ConnectionString,
            ["TERRITORY_RABBITMQ"] = new UriBuilder(broker) { Port = lines.TryGetValue($"{who} to broker", out var toBroker) ? toBroker.Port : broker.Port }.Uri.ToString(),
            ["TERRITORY_KEY_FILE"] = Path.Combine(folder.Path, "key"),
            ["TERRITORY_DATA"] = Path.Combine(folder.Path, assembly),
            ["TERRITORY_URLS"] = addresses[assembly].ToString(),
            ["TERRITORY_INTAKE_URL"] = "http://127.0.0.1:9",
        };
        foreach (var (other, setting) in new[] { ("ledger", "LEDGER"), ("feed", "FEED") })
            if (lines.TryGetValue($"{who} to {other}", out var to)) environment[$"TERRITORY_{setting}_URL"] = $"http://127.0.0.1:{to.Port}";
        processes[assembly] = ServiceProcess.Start(assembly, [], environment);
        await processes[assembly].UntilReadyAsync(addresses[assembly], Patience);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.Values)
        {
            await process.KillAsync();
            await process.DisposeAsync();
        }
        foreach (var line in lines.Values) await line.DisposeAsync();
        folder.Dispose();
    }
}
