using System.Globalization;
using Territory.Client;
using Xunit;

namespace Territory.Tests.Client;

/// <summary>A client in a hurry: it waits milliseconds where a real one waits seconds.</summary>
internal static class Subscriber
{
    public static readonly TerritoryClientOptions Hurried = new() { FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(5), Jitter = () => 0 };

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TerritoryClient To(ScriptedServer server, TerritoryClientOptions? options = null) => TerritoryClient.Connect(server.Address, "the-key", options ?? Hurried);

    /// <summary>The positions delivered, until there are as many as asked for; a stream that stalls fails the test.</summary>
    public static async Task<long[]> TakeAsync(this TerritoryClient client, int count, long? after = 0, ChangeFilter? filter = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var positions = new List<long>();
        try
        {
            await foreach (var change in client.Changes(after, filter, patience.Token))
            {
                positions.Add(long.Parse(change.Position, CultureInfo.InvariantCulture));
                if (positions.Count == count) break;
            }
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            Assert.Fail($"Expected {count} changes; within half a minute came only [{string.Join(", ", positions)}].");
        }
        return [.. positions];
    }
}
