using Territory.Bench.Servers;
using Territory.Scenarios.Feeds;
using Territory.Scenarios.Parts;

namespace Territory.Bench.Failures;

/// <summary>
/// Many changes while everything on their way is killed, crashed or cut in turn, broker included, and twenty subscribers with different filters
/// come and go. Counts what is missing, out of order, and twice: the first two must be 0.
/// </summary>
internal static class FailuresBench
{
    private const int AtOnce = 32;

    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var (changes, subscribers) = (Bench.Number(options, "changes", 100_000), Bench.Number(options, "subscribers", 20));
        await using var servers = await DurableServers.StartAsync();
        using var folder = new ScratchFolder();
        await using var installation = await BreakableInstallation.StartAsync(await servers.NewDatabaseAsync(), await servers.BrokerAsync());
        await using var through = new ThroughFailures(installation, folder.Path, Environment.TickCount);
        through.Subscribe(subscribers);
        (string Name, Func<Task> Act)[] failures = [.. through.Failures, ("kill -9 of the broker", servers.KillBrokerAsync)];
        var (each, number) = (changes / failures.Length, 0);
        foreach (var (name, act) in failures)
        {
            Console.Error.WriteLine($"{number} of {changes} changes; {name}");
            var next = number - 1;
            var last = number += name == failures[^1].Name ? changes - number : each;
            var recording = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ => { for (int one; (one = Interlocked.Increment(ref next)) < last;) await through.RecordAsync(one); }));
            await act();
            await recording;
        }
        var outcomes = await through.CheckAsync(TimeSpan.FromMinutes(5));
        Bench.Row("failures.changes", outcomes.Max(o => o.Expected), "");
        Bench.Row("failures.subscribers", outcomes.Count, "");
        Bench.Row("failures.expected", outcomes.Sum(o => o.Expected), "deliveries");
        Bench.Row("failures.missing", outcomes.Sum(o => o.Check.Missing.Count), "");
        Bench.Row("failures.out_of_order", outcomes.Sum(o => o.Check.OutOfOrder.Count), "");
        Bench.Row("failures.foreign", outcomes.Sum(o => o.Check.Foreign.Count), "");
        Bench.Row("failures.duplicates", outcomes.Sum(o => o.Check.Duplicates), "");
        Bench.Row("failures.left_unacknowledged", outcomes.Sum(o => o.Leavings), "");
        if (outcomes.Any(o => !o.Check.IsGood)) throw new InvalidOperationException(string.Join('\n', outcomes.Where(o => !o.Check.IsGood).Select(o => o.Check.ToString())));
    }
}
