using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Territory.Hosting.Outbound;

namespace Territory.Intake.Feeds;

/// <summary>What came of asking an address.</summary>
/// <param name="Body">The bytes; null when nothing is new or it failed.</param>
/// <param name="Charset">What the server said of their encoding.</param>
/// <param name="Fault">What went wrong, and what to do; null when nothing did.</param>
/// <param name="Wait">How long the server asks to be left alone.</param>
internal sealed record Fetched(byte[]? Body, string? Charset, string? ETag, string? LastModified, string? Fault, TimeSpan? Wait = null);

/// <summary>
/// Fetches feeds and pages that strangers name: only from addresses the guard allows, redirects included, at most so many bytes
/// in so many seconds. Keeps no cookie, uses no proxy, sends no key.
/// </summary>
internal sealed class FetchWeb : IDisposable
{
    public const string Setting = "FEED_ALLOW";
    private const int MostBytes = 4 * 1024 * 1024;
    private const int MostRedirects = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient client;

    public FetchWeb(AddressGuard guard)
    {
        var dialer = new Dialer(guard);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellation) => dialer.ConnectAsync(context.DnsEndPoint, cancellation),
            ConnectTimeout = Dialer.Patience,
            AllowAutoRedirect = true,
            MaxAutomaticRedirections = MostRedirects,
            AutomaticDecompression = DecompressionMethods.All,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 32,
            ActivityHeadersPropagator = null,
        };
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Territory", "1"));
    }

    /// <param name="etag">Of the last answer: the server then says when nothing is new.</param>
    /// <param name="lastModified">The same, as the server wrote it.</param>
    public async Task<Fetched> GetAsync(Uri url, string accept, string? etag, string? lastModified, DateTimeOffset now, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            if (etag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            if (lastModified is not null) request.Headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (response.StatusCode == HttpStatusCode.NotModified) return new(null, null, etag, lastModified, null);
            if (!response.IsSuccessStatusCode) return Failed(Answered(response.StatusCode), Wait(response.Headers.RetryAfter, now));
            return await BytesAsync(response, patience.Token) is { } bytes
                ? new(bytes, response.Content.Headers.ContentType?.CharSet?.Trim('"'), Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified"), null)
                : Failed($"it is longer than {MostBytes} bytes, or has no end; expected a feed of some hundred items");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or SocketException or AddressRefusedException || (failed is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Failed(Reason(failed));
        }
    }

    private static Fetched Failed(string fault, TimeSpan? wait = null) => new(null, null, null, null, fault, wait);

    private static string Answered(HttpStatusCode status) => (int)status switch
    {
        >= 300 and < 400 => $"it redirects more than {MostRedirects} times, or from https to http; give the address it leads to",
        404 or 410 => $"it answered {(int)status}: it is not there (any more); look for its new address, or delete the feed",
        401 or 403 => $"it answered {(int)status}: it does not let us read it; ask its owner",
        var other => $"it answered {other}; it is asked again later",
    };

    private static async Task<byte[]?> BytesAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > MostBytes) return null;
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var bytes = new MemoryStream();
        var piece = new byte[32 * 1024];
        while (await body.ReadAsync(piece, cancellation) is > 0 and var read)
        {
            bytes.Write(piece, 0, read);
            if (bytes.Length > MostBytes) return null;
        }
        return bytes.ToArray();
    }

    private static string? Header(HttpHeaders headers, string name) => headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: <= 500 } value ? value : null;

    private static TimeSpan? Wait(RetryConditionHeaderValue? header, DateTimeOffset now) => header?.Delta ?? header?.Date - now;

    private static string Reason(Exception failed) => failed switch
    {
        AddressRefusedException refused => refused.Message,
        HttpRequestException { InnerException: AddressRefusedException refused } => refused.Message,
        OperationCanceledException => $"it did not answer whole within {Patience.TotalSeconds:0} seconds",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } or HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } => "there is no host of that name",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection: the certificate or the protocol was refused",
        HttpRequestException { InnerException: SocketException refused } => $"no connection: {refused.SocketErrorCode}",
        _ => "the connection was lost, or what came was no HTTP",
    };

    public void Dispose() => client.Dispose();
}
