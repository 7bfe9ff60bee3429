using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Territory.Client;
using Territory.Contracts;
using Territory.Feed.Live;
using Territory.Feed.Log;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Subscriptions;
using Territory.Theatres;

namespace Territory.Scenarios.Feeds;

/// <summary>
/// Subscribers with different filters come and go while everything on the way is killed or cut, one after the other, and
/// changes are recorded all the time. What each received is compared with the ledger's own log.
/// </summary>
internal sealed class ThroughFailures(BreakableInstallation installation, string folder, int seed) : IAsyncDisposable
{
    private readonly Theatre theatre = TheatrePacks.LoadAll().Single(t => t.Id == "syria");
    private readonly List<ComingAndGoing> subscribers = [];
    private readonly HttpClient ledger = new() { BaseAddress = installation.LedgerAddress, DefaultRequestHeaders = { Authorization = new("Bearer", BreakableInstallation.Key) } };

    /// <summary>What one subscriber received beside what it should have.</summary>
    public sealed record Outcome(int Expected, DeliveryCheck Check, int Leavings);

    public void Subscribe(int count)
    {
        for (var i = 0; i < count; i++)
        {
            subscribers.Add(new(installation.Address, BreakableInstallation.Key, AFilter(i), Path.Combine(folder, $"cursor-{i}"), seed + i));
            subscribers[^1].Start();
        }
    }

    /// <summary>The things that may go wrong, in turn; each while changes are recorded.</summary>
    public IReadOnlyList<(string Name, Func<Task> Act)> Failures =>
    [
        ("kill -9 of the feed", () => installation.KillAsync(BreakableInstallation.Feed)),
        ("kill -9 of the ledger", () => installation.KillAsync(BreakableInstallation.Ledger)),
        ("a crash of PostgreSQL", installation.CrashPostgresAsync),
        .. installation.Lines.Select(line => ($"no network from {line}", (Func<Task>)(() => installation.CutAsync(line)))),
    ];

    /// <summary>Waits until nobody can be missing anything any more, or for so long; then says how it went.</summary>
    public async Task<IReadOnlyList<Outcome>> CheckAsync(TimeSpan most)
    {
        var log = await LogAsync();
        var expected = subscribers.Select(s => ExpectedOf(s.Filter, log)).ToArray();
        try
        {
            await Eventually.TrueAsync(() => Task.FromResult(subscribers.Zip(expected).All(s => s.Second.Length == 0 || s.First.Received.Any(r => r == s.Second[^1]))), most);
        }
        catch (TimeoutException)
        {
            // The comparison says who lacks what.
        }
        foreach (var subscriber in subscribers) await subscriber.StopAsync();
        return [.. subscribers.Zip(expected).Select(s => new Outcome(s.Second.Length, DeliveryCheck.Of(s.Second, s.First.Received), s.First.Leavings))];
    }

    /// <summary>A person's decision, until it is recorded: the key makes it one however often it is sent.</summary>
    public async Task RecordAsync(int number)
    {
        var area = theatre.Areas.Where(a => a.Level == AreaLevel.Place).ElementAt(number % 60);
        var body = new { area = area.Code, to = number / 60 % 2 == 0 ? "OPP" : "SDF", status = "controlled", extent = "whole", effectiveAt = new DateOnly(2014, 1, 1).AddDays(number / 60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), note = "scenario" };
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/changes") { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", $"through-failures-{seed}-{number}" } } };
                using var answer = await ledger.SendAsync(request);
                if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK) return;
                if (answer.StatusCode < HttpStatusCode.InternalServerError && answer.StatusCode != HttpStatusCode.TooManyRequests) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
            }
            catch (HttpRequestException) when (tries < 600)
            {
                // It is being killed: once more.
            }
            await Task.Delay(50);
        }
    }

    private async Task<IReadOnlyList<KeptChange>> LogAsync()
    {
        var log = new List<KeptChange>();
        for (string? after = "0"; after is not null;)
        {
            var page = await ledger.GetFromJsonAsync<JsonElement>($"/api/changes?limit=1000&after={after}");
            log.AddRange(page.GetProperty("items").EnumerateArray().Select(item => new KeptChange(theatre.Id, long.Parse(item.GetProperty("position").GetString()!, CultureInfo.InvariantCulture), 0, System.Text.Encoding.UTF8.GetBytes(item.GetRawText()))));
            after = page.GetProperty("next") is { ValueKind: not JsonValueKind.Null } next ? next.ToString() : null;
        }
        return log;
    }

    private Received[] ExpectedOf(ChangeFilter filter, IReadOnlyList<KeptChange> log)
    {
        var wanted = new FilterWords(filter.Area, filter.Actor, filter.From, filter.To, filter.MinGrade).Resolve(theatre with { Successions = [] }).Filter!;
        return [.. log.Where(wanted.Wants).Select(c => new Received(c.Event.Id, c.Position))];
    }

    private ChangeFilter AFilter(int i)
    {
        var governorates = theatre.Areas.Where(a => a.Level == AreaLevel.Governorate).ToArray();
        return (i % 5) switch
        {
            0 => new(),
            1 => new() { Area = governorates[i % governorates.Length].Code },
            2 => new() { To = "OPP" },
            3 => new() { Actor = "SDF" },
            _ => new() { Area = theatre.Areas.Where(a => a.Level == AreaLevel.Place).ElementAt(i).Code, MinGrade = null },
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var subscriber in subscribers) await subscriber.DisposeAsync();
        ledger.Dispose();
    }
}
