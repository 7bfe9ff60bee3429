using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Territory.Contracts;
using Territory.Feed.Subscriptions;
using Territory.Hosting.Outbound;

namespace Territory.Feed.Webhooks;

/// <summary>Posts one signed event to an endpoint. Follows no redirect, uses no proxy, keeps no cookie, reads no answer's body.</summary>
public sealed class WebhookSender : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly Lanes lanes = new(quick: 256, slow: 1024, TimeSpan.FromSeconds(1));
    private readonly TimeProvider clock;
    private readonly HttpClient client;

    public WebhookSender(Dialer dialer, TimeProvider clock)
    {
        this.clock = clock;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellation) => dialer.ConnectAsync(context.DnsEndPoint, cancellation),
            ConnectTimeout = Dialer.Patience,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            // A name may lead elsewhere later, and is asked anew.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 16 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            // Addresses of endpoints often are secrets themselves: they belong in no trace.
            ActivityHeadersPropagator = null,
        };
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Territory", "1"));
    }

    /// <summary>Sends it once.</summary>
    /// <param name="url">The endpoint.</param>
    /// <param name="id">The header <c>webhook-id</c>: the event's id, so that a receiver recognises a duplicate.</param>
    /// <param name="body">The CloudEvent.</param>
    /// <param name="secrets">The secrets valid now, the newest first.</param>
    /// <param name="suspect">Whether it failed or was slow before.</param>
    public async Task<(Outcome Outcome, bool Slow)> SendAsync(Uri url, string id, ReadOnlyMemory<byte> body, IReadOnlyList<byte[]> secrets, bool suspect, CancellationToken cancellation)
    {
        try
        {
            return await lanes.RunAsync(suspect, cut => PostAsync(url, id, body, secrets, cut), cancellation);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or SocketException or AddressRefusedException or TimeoutException || (failed is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return (new Outcome.Failed(Reason(failed)), true);
        }
    }

    private async Task<Outcome> PostAsync(Uri url, string id, ReadOnlyMemory<byte> body, IReadOnlyList<byte[]> secrets, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var now = clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.MediaType);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", Signature.Of(id, now.ToUnixTimeSeconds(), body.Span, secrets));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        return WebhookAnswer.Of(answer.StatusCode, answer.Headers.RetryAfter, now);
    }

    /// <summary>Never the address: it may carry a token.</summary>
    private static string Reason(Exception failed) => failed switch
    {
        AddressRefusedException refused => refused.Message,
        HttpRequestException { InnerException: AddressRefusedException inner } => inner.Message,
        TimeoutException late => late.Message,
        OperationCanceledException => $"the endpoint did not answer within {Patience.TotalSeconds} seconds",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "there is no host of that name",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection: the certificate or the protocol was refused",
        HttpRequestException { InnerException: SocketException refused } => $"no connection: {refused.SocketErrorCode}",
        HttpRequestException other => $"the request failed: {other.HttpRequestError}",
        _ => "the connection was lost",
    };

    public void Dispose()
    {
        client.Dispose();
        lanes.Dispose();
    }
}
