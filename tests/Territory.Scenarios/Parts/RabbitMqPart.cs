using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Territory.AllInOne.Embedded;

namespace Territory.Scenarios.Parts;

/// <summary>
/// One RabbitMQ for the whole assembly, on ports and folders of its own, started by the first test that asks for it;
/// <c>TERRITORY_TEST_RABBITMQ</c> names a running one to use instead.
/// </summary>
public sealed class RabbitMqPart : IAsyncDisposable
{
    private static readonly string[] Servers = ["/usr/lib/rabbitmq/bin/rabbitmq-server", "/opt/homebrew/sbin/rabbitmq-server", "/usr/local/sbin/rabbitmq-server"];
    private readonly ScratchFolder folder = new();
    private readonly Lazy<Task<Uri>> started;
    private readonly Queue<string> said = new();
    private WatchedChild? names, broker;
    private Func<WatchedChild>? startBroker;

    public RabbitMqPart() => started = new(StartAsync);

    /// <summary>Its AMQP address with user and password.</summary>
    public Task<Uri> AddressAsync() => started.Value;

    /// <summary>kill -9 of the broker, and a start from what is on disk; not of one that <c>TERRITORY_TEST_RABBITMQ</c> names.</summary>
    public Task KillAndRestartAsync() => WithoutAsync(() => Task.CompletedTask);

    /// <summary>The same, and between the two something happens.</summary>
    public async Task WithoutAsync(Func<Task> something)
    {
        var address = await started.Value;
        await (broker ?? throw new PartMissingException("Only a RabbitMQ of the tests' own can be killed; unset TERRITORY_TEST_RABBITMQ.")).DisposeAsync();
        await something();
        broker = startBroker!();
        await AnswersAsync(address);
    }

    private async Task<Uri> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("TERRITORY_TEST_RABBITMQ") is { Length: > 0 } running) return await AnswersAsync(new Uri(running));
        var server = Servers.FirstOrDefault(File.Exists) ?? throw new PartMissingException($"This test needs RabbitMQ, and none of {string.Join(", ", Servers)} is there.");
        var epmd = ChildCommand.Find("epmd", Environment.GetEnvironmentVariable("PATH")) ?? throw new PartMissingException("This test needs Erlang's epmd, which comes with RabbitMQ and is not on the PATH.");
        // The distribution port is the node port + 20000 and has to be a port too.
        int port = FreePort(), namesPort = FreePort();
        File.WriteAllText(InFolder("rabbitmq.conf"), $"listeners.tcp.default = 127.0.0.1:{port}\nlog.console.level = warning\n");
        File.WriteAllText(InFolder("plugins"), "[].\n");
        // Our own registry of names, in the foreground: the one a broker starts by itself stays behind.
        var environment = BrokerEnvironment(port, namesPort);
        names = WatchedChild.Start([epmd, "-port", $"{namesPort}", "-address", "127.0.0.1"], null, Remember, ("KILL", "KILL"), environment);
        startBroker = () => WatchedChild.Start([server], null, Remember, ("KILL", "KILL"), environment);
        broker = startBroker();
        return await AnswersAsync(new Uri($"amqp://guest:guest@127.0.0.1:{port}/"));
    }

    private Dictionary<string, string> BrokerEnvironment(int port, int namesPort) => new()
    {
        ["HOME"] = folder.Path,
        ["RABBITMQ_NODENAME"] = $"territory{port}@localhost",
        ["RABBITMQ_NODE_PORT"] = $"{port}",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_DIST_PORT"] = $"{port + 20000}",
        ["RABBITMQ_CONFIG_FILE"] = InFolder("rabbitmq.conf"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = InFolder("plugins"),
        ["RABBITMQ_MNESIA_BASE"] = InFolder("mnesia"),
        ["RABBITMQ_LOG_BASE"] = InFolder("log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_PID_FILE"] = InFolder("pid"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        ["ERL_EPMD_PORT"] = $"{namesPort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        // Makes the start script become the broker, so that ending the child ends all of it.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
    };

    private async Task<Uri> AnswersAsync(Uri address)
    {
        var factory = new ConnectionFactory { Uri = address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(90); await Task.Delay(100))
        {
            if (broker is { HasEnded: true }) throw new InvalidOperationException($"RabbitMQ did not start. It said:\n{Said}");
            try
            {
                await using var connection = await factory.CreateConnectionAsync();
                return address;
            }
            catch (BrokerUnreachableException)
            {
                // Not yet.
            }
        }
        throw new TimeoutException($"RabbitMQ at {address.Host}:{address.Port} did not answer within 90 seconds. It said:\n{Said}");
    }

    private string Said
    {
        get
        {
            lock (said) return string.Join('\n', said);
        }
    }

    private void Remember(string line)
    {
        lock (said)
        {
            said.Enqueue(line);
            if (said.Count > 40) said.Dequeue();
        }
    }

    private string InFolder(string name) => Path.Combine(folder.Path, name);

    private static int FreePort()
    {
        while (true)
            if (LoopbackPort.Free() is < 45000 and var port && LoopbackPort.IsFree(port + 20000)) return port;
    }

    public async ValueTask DisposeAsync()
    {
        if (broker is not null) await broker.DisposeAsync();
        if (names is not null) await names.DisposeAsync();
        folder.Dispose();
    }
}
