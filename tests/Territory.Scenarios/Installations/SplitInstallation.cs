using Territory.AllInOne.Embedded;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Installations;

/// <summary>Each service alone, on PostgreSQL and RabbitMQ, behind the console as front door.</summary>
public sealed class SplitInstallation(PostgresPart postgres) : Installation
{
    private const string AdminKey = "tk_a-key-for-scenarios-only-0123456789abcdef";
    private static readonly (string Assembly, string Setting)[] Services = [("Territory.Ledger", "LEDGER"), ("Territory.Intake", "INTAKE"), ("Territory.Feed", "FEED"), ("Territory.OperationsConsole", "CONSOLE")];
    // Its own: what other tests tell over a shared one would be taken for its news.
    private readonly RabbitMqPart rabbitmq = new();
    private readonly ScratchFolder folder = new();
    private readonly Dictionary<string, Uri> addresses = [];
    private readonly Dictionary<string, ServiceProcess> processes = [];
    private string database = "";
    private Uri? broker;

    public override Uri Address => addresses["Territory.OperationsConsole"];
    public override string Key => AdminKey;
    public override Uri? Broker => broker;

    public override async ValueTask InitializeAsync()
    {
        File.WriteAllText(Path.Combine(folder.Path, "key"), AdminKey);
        (database, broker) = (await postgres.NewDatabaseAsync(), await rabbitmq.AddressAsync());
        foreach (var (assembly, _) in Services) addresses[assembly] = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        foreach (var (assembly, _) in Services) Start(assembly);
        await UntilReadyAsync();
    }

    public override async Task KillAndRestartAsync()
    {
        string[] killed = ["Territory.Ledger", "Territory.Intake", "Territory.Feed"];
        await Task.WhenAll(killed.Select(assembly => processes[assembly].KillAsync()));
        foreach (var assembly in killed) Start(assembly);
        await UntilReadyAsync();
    }

    /// <summary>Something happens while the broker is away, killed with all it had not on disk.</summary>
    public Task WithoutTheBrokerAsync(Func<Task> something) => rabbitmq.WithoutAsync(something);

    /// <summary>What each service said last, for a failure to tell.</summary>
    public string SaidLast(int lines) => string.Join('\n', processes.Select(p => $"--- {p.Key}\n{string.Join('\n', p.Value.Lines.TakeLast(lines))}"));

    public override IReadOnlyList<string> OnAStreamsWay => ["Territory.Feed", "Territory.OperationsConsole"];

    public override Task<int> StopAsync(string process) => processes[process].StopAsync();

    public override Task StartAgainAsync(string process)
    {
        Start(process);
        return UntilReadyAsync();
    }

    private void Start(string assembly)
    {
        var environment = new Dictionary<string, string>
        {
            ["TERRITORY_POSTGRES"] = database,
            ["TERRITORY_RABBITMQ"] = broker!.ToString(),
            ["TERRITORY_KEY_FILE"] = Path.Combine(folder.Path, "key"),
            ["TERRITORY_DATA"] = Path.Combine(folder.Path, assembly),
            ["TERRITORY_URLS"] = addresses[assembly].ToString(),
            ["TERRITORY_WEBHOOK_ALLOW"] = "loopback",
            // How the bus finds its way back to a broker, should a scenario fail over it.
            ["Logging__LogLevel__MassTransit"] = "Information",
        };
        foreach (var (other, setting) in Services) environment[$"TERRITORY_{setting}_URL"] = addresses[other].ToString();
        processes[assembly] = ServiceProcess.Start(assembly, [], environment);
    }

    private Task UntilReadyAsync() => Task.WhenAll(Services.Select(s => processes[s.Assembly].UntilReadyAsync(addresses[s.Assembly], Eventually.Most)));

    public override async ValueTask DisposeAsync()
    {
        foreach (var process in processes.Values) await process.DisposeAsync();
        await rabbitmq.DisposeAsync();
        folder.Dispose();
    }
}
