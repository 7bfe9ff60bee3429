using System.Diagnostics;
using Shouldly;
using Territory.Contracts;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

/// <summary>The real executable with real pipes and signals.</summary>
public sealed class TailingTheFeed : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CloudEvent[] log = Samples.Log(1, 2, 3);
    private readonly TaskCompletionSource readerIsGone = new();
    private readonly List<Process> started = [];
    private ScriptedServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        server.On("/api/theatres", Answers.Text("""{"items":[{"id":"syria","name":"Syria","nameAr":"سوريا","zone":"Asia/Damascus","packVersion":"7"}],"next":null}"""))
            .On("/api/changes", Answers.Log(() => log[..1]))
            .On("/api/feed", Answers.Feed(async feed =>
            {
                await feed.SendAsync(log[1]);
                await readerIsGone.Task.WaitAsync(Patience);
                await feed.SendAsync(log[2]);
                await feed.StayAsync();
            }));
    }

    public ValueTask DisposeAsync()
    {
        readerIsGone.TrySetResult();
        foreach (var process in started)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
        return server.DisposeAsync();
    }

    [Fact]
    public async Task ctrl_c_ends_it_with_the_position_to_resume_from()
    {
        var tail = Start("tail", "--after", "0");
        (await LineAsync(tail)).ShouldBe("2024-12-08 02:12:03 +03:00  Daraa: regime to opposition");
        await LineAsync(tail);
        using (var interrupt = Process.Start("kill", ["-INT", tail.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await interrupt.WaitForExitAsync(Subscriber.Cancellation);
        await tail.WaitForExitAsync(Subscriber.Cancellation).WaitAsync(Patience, Subscriber.Cancellation);
        (tail.ExitCode, await tail.StandardError.ReadToEndAsync(Subscriber.Cancellation)).ShouldBe((0, "Stopped at position 2; go on with: territory tail --after 2\n"));
    }

    [Fact]
    public async Task a_closed_pipe_ends_it_quietly()
    {
        var tail = Start("tail", "--after", "0", "--json");
        (await LineAsync(tail)).ShouldStartWith("{");
        await LineAsync(tail);
        tail.StandardOutput.Close();
        readerIsGone.SetResult();
        await tail.WaitForExitAsync(Subscriber.Cancellation).WaitAsync(Patience, Subscriber.Cancellation);
        (tail.ExitCode, await tail.StandardError.ReadToEndAsync(Subscriber.Cancellation)).ShouldBe((0, ""));
    }

    [Fact]
    public async Task without_a_position_it_begins_now()
    {
        var tail = Start("tail");
        (await tail.StandardError.ReadLineAsync(Subscriber.Cancellation).AsTask().WaitAsync(Patience, Subscriber.Cancellation)).ShouldBe("Waiting for changes after position 1; Ctrl-C ends it.");
        (await LineAsync(tail)).ShouldEndWith("Daraa: regime to opposition");
        tail.Kill();
        await tail.WaitForExitAsync(Subscriber.Cancellation);
        server.Requests.ShouldContain("GET /api/feed?after=1");
    }

    private Process Start(params string[] args)
    {
        var executable = Path.Combine(AppContext.BaseDirectory, "territory.dll");
        // A runner in the background may hand on an ignored Ctrl-C.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", executable, .. args, "--url", server.Address.ToString(), "--key", "the-key"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        started.Add(process);
        return process;
    }

    private static async Task<string> LineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync(Subscriber.Cancellation).AsTask().WaitAsync(Patience, Subscriber.Cancellation)
            ?? throw new InvalidOperationException("It ended: " + await process.StandardError.ReadToEndAsync(Subscriber.Cancellation));
}
