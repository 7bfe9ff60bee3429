using Microsoft.Extensions.DependencyInjection;
using Territory.Feed;
using Territory.Scenarios.Feeds;
using Territory.Scenarios.Ledger;

namespace Territory.Scenarios.Subscriptions;

/// <summary>A feed that goes by a clock of the test's, with a log that grows as the test tells it.</summary>
internal sealed class AFeedWithSubscribers : AFeed
{
    private AFeedWithSubscribers(string database, HandClock clock, IEnumerable<(string Name, string? Value)> settings) : base(database, settings, services => services.AddSingleton<TimeProvider>(clock)) =>
        (Clock, Log) = (clock, new(Get<FeedStore>()));

    public HandClock Clock { get; }

    public InventedLog Log { get; }

    /// <param name="database">Its database.</param>
    /// <param name="settings">Besides the ones it must have; loopback is allowed unless this says otherwise.</param>
    public static new async Task<AFeedWithSubscribers> StartAsync(string database, params (string Name, string? Value)[] settings)
    {
        var feed = new AFeedWithSubscribers(database, new(new(2024, 12, 8, 6, 0, 0, TimeSpan.Zero)), settings);
        await feed.ListenAsync();
        return feed;
    }

    /// <summary>Makes a subscription.</summary>
    /// <returns>Its id and, of a webhook, its secret.</returns>
    public async Task<(string Id, string? Secret)> SubscribeAsync(object target, object? filter = null, object? start = null, string key = AdminKey)
    {
        var (status, made) = await SendAsync(HttpMethod.Post, "/api/subscriptions", new { target, filter, start }, key);
        if (status != 201) throw new InvalidOperationException($"Status {status}: {made}");
        return (made.GetProperty("id").GetString()!, made.TryGetProperty("secret", out var secret) ? secret.GetString() : null);
    }
}
