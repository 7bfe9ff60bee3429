using System.Net.Http.Headers;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading.Supplied;

/// <summary>
/// Asks the extractor a deployer supplies, and checks every word of its answer; whatever is wrong with it, the rules read instead.
/// </summary>
internal sealed partial class SuppliedReader(ExtractorSettings settings, ILogger<SuppliedReader> logger) : IDisposable
{
    /// <summary>Most bytes of an answer.</summary>
    public const int MostBytes = 1024 * 1024;

    // No redirects: the text goes where the deployer said, and nowhere else. The wait is bounded at each request.
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<Reading> ReadAsync(ReportReader rules, Theatre theatre, string text, EffectiveTime published, string? language, CancellationToken cancellation)
    {
        if (settings.Address is null) return rules.Read(text, published, language);
        var (answer, refused) = await AskAsync(theatre, text, published, language, cancellation);
        if (answer is not null) return answer;
        Refused(settings.Address.Host, refused!);
        return rules.Read(text, published, language);
    }

    private async Task<CheckedAnswer> AskAsync(Theatre theatre, string text, EffectiveTime published, string? language, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = JsonContent.Create(new { theatre = theatre.Id, text, publishedAt = published.At, language }, options: ContractJson.Options) };
            if (settings.Key is { } key) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!response.IsSuccessStatusCode) return new(null, $"it answered {(int)response.StatusCode}");
            return await BytesAsync(response, patience.Token) is { } bytes
                ? CheckedAnswer.Of(bytes.AsSpan(), text, language ?? WrittenLanguage.Of(text), published, theatre)
                : new(null, $"its answer is longer than {MostBytes} bytes");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(null, $"it took longer than {settings.Patience.TotalSeconds:0} s");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new(null, fault.Message);
        }
    }

    private static async Task<byte[]?> BytesAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > MostBytes) return null;
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var (bytes, length) = (new byte[MostBytes + 1], 0);
        while (length < bytes.Length && await body.ReadAsync(bytes.AsMemory(length), cancellation) is > 0 and var read) length += read;
        return length > MostBytes ? null : bytes[..length];
    }

    public void Dispose() => client.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The extractor at {Host} (TERRITORY_EXTRACTOR_URL) was not used for a report, the rules read it: {Reason}")]
    private partial void Refused(string host, string reason);
}
