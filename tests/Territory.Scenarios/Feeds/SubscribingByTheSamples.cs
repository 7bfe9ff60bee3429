using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using RabbitMQ.Client;
using Shouldly;
using Territory.Feed.Amqp;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Feeds;

/// <summary>What docs/subscribe.md shows does what it says, as it stands there.</summary>
[Collection<OnTheBroker>]
public sealed partial class SubscribingByTheSamples(PostgresPart postgres, RabbitMqPart rabbitmq) : IDisposable
{
    private static readonly TimeSpan Soon = Eventually.Most;
    private static readonly string Root = FindRoot();
    private static readonly Dictionary<string, string> Documented = Sample().Matches(File.ReadAllText(Path.Combine(Root, "docs", "subscribe.md"))).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["code"].Value);
    private readonly ScratchFolder folder = new();
    private readonly List<Process> started = [];

    public void Dispose()
    {
        foreach (var process in started)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
        folder.Dispose();
    }

    [Theory]
    [InlineData("python3", "sse.py")]
    [InlineData("node", "sse.mjs")]
    public async Task a_feed_that_restarts_is_followed_on(string program, string sample)
    {
        var database = await postgres.NewDatabaseAsync();
        var feed = await AFeed.StartAsync(database);
        var address = feed.Address;
        await feed.TellAsync(ToldChanges.Of(1, 7));
        var lines = Run(program, sample, ("TERRITORY_URL", address.ToString().TrimEnd('/')), ("TERRITORY_KEY", AFeed.AdminKey));
        (await NextAsync(lines), await NextAsync(lines)).ShouldBe(("3 A change", "6 A change"));
        await feed.TellAsync(ToldChanges.Of(8, 2));
        (await NextAsync(lines)).ShouldBe("9 A change");
        await feed.DisposeAsync();
        await using var again = await AFeed.StartAsync(database, ("URLS", $"{address}"));
        await again.TellAsync(ToldChanges.Of(10, 6));
        (await NextAsync(lines), await NextAsync(lines)).ShouldBe(("12 A change", "15 A change"), "after the restart, neither again nor with a hole");
    }

    [Fact]
    public async Task the_dotnet_client_follows_on_from_its_file()
    {
        // The client reads history from the ledger's log, so the feed's neighbour has to be there.
        await using var installation = new AllInOneInstallation();
        await installation.InitializeAsync();
        var cursor = Path.Combine(folder.Path, "cursor");
        await installation.ReportAsync(Pipe.Reports.TownTaken("درعا", 5000), "?wait=20");
        (await FirstLineAsync(installation, cursor)).ShouldStartWith(await installation.HeadAsync() + " ");
        Documented["Sse.cs"].Split('\n').Select(line => line.Trim()).ShouldBe(BodyOf("SseAsync"));
    }

    [Theory]
    [InlineData("python3", "amqp.py", "desk.daraa.python", "-c", "import pika")]
    [InlineData("node", "amqp.mjs", "desk.daraa.node", "-e", "require('amqplib')")]
    public async Task a_queue_of_ones_own_gets_what_it_is_bound_to(string program, string sample, string queue, string flag, string looking)
    {
        if (!await SucceedsAsync(program, flag, looking))
        {
            // Their libraries are not part of the tests: what is left to check is that it can be read at all.
            (await SucceedsAsync(program, program == "node" ? ["--check", Write(sample)] : ["-m", "py_compile", Write(sample)])).ShouldBeTrue();
            return;
        }
        await using var feed = await AFeed.StartAsync(await postgres.NewDatabaseAsync(), ("RABBITMQ", $"{await rabbitmq.AddressAsync()}"));
        await DeclaredAsync();
        var lines = Run(program, sample, ("TERRITORY_RABBITMQ", (await rabbitmq.AddressAsync()).ToString()));
        await BoundAsync(queue);
        await feed.TellAsync(ToldChanges.Of(1, 7));
        (await NextAsync(lines), await NextAsync(lines)).ShouldBe(("3 A change", "6 A change"));
    }

    [Fact]
    public async Task the_dotnet_queue_gets_what_it_is_bound_to()
    {
        await using var feed = await AFeed.StartAsync(await postgres.NewDatabaseAsync(), ("RABBITMQ", $"{await rabbitmq.AddressAsync()}"));
        await DeclaredAsync();
        using var stop = new CancellationTokenSource();
        await using var output = new LinesWritten();
        var consuming = Samples.AmqpAsync((await rabbitmq.AddressAsync()).ToString(), output, stop.Token);
        await BoundAsync("desk.daraa.dotnet");
        await feed.TellAsync(ToldChanges.Of(1, 4));
        (await NextAsync(output.Lines)).ShouldBe("3 A change");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => consuming);
        Documented["Amqp.cs"].Split('\n').Select(line => line.Trim()).ShouldBe(BodyOf("AmqpAsync").SkipLast(1), "the last line of the method only waits");
    }

    private static async Task<string> FirstLineAsync(Installation installation, string cursor)
    {
        using var stop = new CancellationTokenSource();
        await using var output = new LinesWritten();
        var following = Samples.SseAsync(installation.Address.ToString(), installation.Key, cursor, output, stop.Token);
        var line = await NextAsync(output.Lines);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => following);
        return line;
    }

    /// <summary>A feed listens before it has declared its exchange.</summary>
    private Task DeclaredAsync() => BrokerAsync(async channel =>
    {
        await channel.ExchangeDeclarePassiveAsync(AmqpTopology.Exchange);
        return true;
    });

    private Task BoundAsync(string queue) => BrokerAsync(async channel => (await channel.QueueDeclarePassiveAsync(queue)).ConsumerCount > 0);

    private async Task BrokerAsync(Func<IChannel, Task<bool>> look)
    {
        await using var connection = await new ConnectionFactory { Uri = await rabbitmq.AddressAsync() }.CreateConnectionAsync();
        await Eventually.TrueAsync(async () =>
        {
            await using var channel = await connection.CreateChannelAsync();
            try { return await look(channel); }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException) { return false; }
        }, Soon);
    }

    private ChannelReader<string> Run(string program, string sample, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, [Write(sample)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var lines = Channel.CreateUnbounded<string>();
        var process = Process.Start(start)!;
        started.Add(process);
        process.OutputDataReceived += (_, line) => { if (line.Data is { } text) lines.Writer.TryWrite(text); else lines.Writer.TryComplete(); };
        process.ErrorDataReceived += (_, line) => { if (line.Data is { } text) lines.Writer.TryWrite("stderr: " + text); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return lines.Reader;
    }

    private string Write(string sample)
    {
        var file = Path.Combine(folder.Path, sample);
        File.WriteAllText(file, Documented[sample]);
        return file;
    }

    private static async Task<string> NextAsync(ChannelReader<string> lines)
    {
        using var patience = new CancellationTokenSource(Soon);
        return await lines.ReadAsync(patience.Token);
    }

    private static async Task<bool> SucceedsAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    /// <summary>The lines between the braces of a method of <see cref="Samples"/>.</summary>
    private static string[] BodyOf(string method)
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "tests", "Territory.Scenarios", "Feeds", "Samples.cs"));
        return [.. lines.SkipWhile(line => !line.Contains(" " + method + "(", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line != "    }").Select(line => line.Trim())];
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Territory.sln"))) return at.FullName;
        throw new InvalidOperationException("The tests run inside the repository; Territory.sln is in no folder above them.");
    }

    [GeneratedRegex("<!-- sample: (?<name>[A-Za-z.]+) -->\n```[a-z]+\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Sample();

    /// <summary>A writer whose lines can be waited for.</summary>
    private sealed class LinesWritten : StringWriter
    {
        private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

        public ChannelReader<string> Lines => lines.Reader;

        public override Task WriteLineAsync(string? value)
        {
            lines.Writer.TryWrite(value ?? "");
            return Task.CompletedTask;
        }
    }
}
