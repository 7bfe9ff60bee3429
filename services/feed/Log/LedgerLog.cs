using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Territory.Hosting;
using Territory.Hosting.Access;

namespace Territory.Feed.Log;

/// <summary>The ledger's <c>/api/changes</c>, from which holes are filled.</summary>
public sealed class LedgerLog(IHttpClientFactory clients, ServiceAddresses addresses, ServiceTokens tokens)
{
    private const int PageSize = 500;

    /// <summary>A page of what follows a position, in order.</summary>
    /// <exception cref="HttpRequestException">The ledger does not answer, or not with a page.</exception>
    public async Task<IReadOnlyList<KeptChange>> ReadAsync(string theatre, long after, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(addresses.Ledger, $"/api/changes?theatre={Uri.EscapeDataString(theatre)}&after={after}&limit={PageSize}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.ForService("feed"));
        using var client = clients.CreateClient("ledger");
        using var answer = await client.SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
        using var page = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
        return [.. page.RootElement.GetProperty("items").EnumerateArray().Select(item => Kept(theatre, item))];
    }

    private static KeptChange Kept(string theatre, JsonElement item) => new(theatre, Position(item, "position"), Position(item, "previousposition"), JsonMarshal.GetRawUtf8Value(item).ToArray());

    private static long Position(JsonElement item, string name) => long.Parse(item.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
