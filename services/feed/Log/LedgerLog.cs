using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Territory.Hosting;
using Territory.Hosting.Access;

namespace Territory.Feed.Log;

/// <summary>What the feed asks the ledger: its <c>/api/changes</c>, from which holes are filled, and how far its log has come.</summary>
public sealed class LedgerLog(IHttpClientFactory clients, ServiceAddresses addresses, ServiceTokens tokens)
{
    private const int PageSize = 500;

    /// <summary>A page of what follows a position, in order.</summary>
    /// <exception cref="HttpRequestException">The ledger does not answer, or not with a page.</exception>
    public async Task<IReadOnlyList<KeptChange>> ReadAsync(string theatre, long after, CancellationToken cancellation)
    {
        using var page = await AskAsync($"/api/changes?theatre={Uri.EscapeDataString(theatre)}&after={after}&limit={PageSize}", cancellation);
        return [.. page.RootElement.GetProperty("items").EnumerateArray().Select(item => Kept(theatre, item))];
    }

    /// <summary>The position up to which the ledger answers, which may be that of something the public is not told.</summary>
    /// <exception cref="HttpRequestException">The ledger does not answer.</exception>
    public async Task<long> HeadAsync(string theatre, CancellationToken cancellation)
    {
        using var answer = await AskAsync($"/api/control?theatre={Uri.EscapeDataString(theatre)}", cancellation);
        return Position(answer.RootElement, "position");
    }

    private async Task<JsonDocument> AskAsync(string question, CancellationToken cancellation)
    {
        // In the all-in-one the bus may bring a change before the ledger answers at its address.
        await addresses.WhenListeningAsync(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(addresses.Ledger, question));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.ForService("feed"));
        using var client = clients.CreateClient("ledger");
        using var answer = await client.SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
        return await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
    }

    private static KeptChange Kept(string theatre, JsonElement item) => new(theatre, Position(item, "position"), Position(item, "previousposition"), JsonMarshal.GetRawUtf8Value(item).ToArray());

    private static long Position(JsonElement item, string name) => long.Parse(item.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
