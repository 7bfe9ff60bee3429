using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Territory.Contracts;

namespace Territory.Client;

/// <summary>An open event stream.</summary>
internal sealed class Feed : IDisposable
{
    private readonly HttpResponseMessage response;
    private readonly TerritoryClientOptions options;

    private Feed(HttpResponseMessage response, TerritoryClientOptions options) => (this.response, this.options) = (response, options);

    public static async Task<Feed> OpenAsync(Calls calls, TerritoryClientOptions options, ChangeFilter filter, long after, CancellationToken cancellation)
    {
        var path = new Query("api/feed").With("after", after).With("area", filter.Area).With("actor", filter.Actor)
            .With("from", filter.From).With("to", filter.To).With("minGrade", filter.MinGrade?.ToString()).With("theatre", options.Theatre);
        return new Feed(await calls.OpenAsync(path, cancellation), options);
    }

    /// <summary>The changes as they arrive, until the server closes the stream. An event cut off in the middle is not one.</summary>
    public async IAsyncEnumerable<CloudEvent> ReadAsync(BackOff backOff, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = new SilenceLimit(await response.Content.ReadAsStreamAsync(cancellation), options.SilenceLimit, options.Clock);
        var parser = SseParser.Create(stream, Parse);
        await foreach (var item in parser.EnumerateAsync(cancellation))
        {
            if (item.ReconnectionInterval is { } retry) backOff.Wish(retry);
            if (item.Data is { } change) yield return change;
        }
    }

    /// <summary>Null for an event of a kind this version does not know: if it was a change, the next one shows the hole.</summary>
    private static CloudEvent? Parse(string type, ReadOnlySpan<byte> json)
    {
        if (type is not ("changed" or "corrected" or "retracted" or "succeeded" or "succession-retracted")) return null;
        try
        {
            return JsonSerializer.Deserialize<CloudEvent>(json, ContractJson.Options);
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"The feed sent an event '{type}' that is no CloudEvent this client can read ({wrong.Message}). Check that the client is not older than the server.", wrong);
        }
    }

    public void Dispose() => response.Dispose();
}
