using System.Text;

namespace Territory.Ledger.Exports;

/// <summary>One JSON text a line, sent while they are read.</summary>
internal sealed class NdjsonExport(IAsyncEnumerable<string> lines, ExportTerms terms) : IResult
{
    private const int LinesAtOnce = 200;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancellation, waiting) = (httpContext.Response, httpContext.RequestAborted, 0);
        response.ContentType = ExportChoice.MediaType(ExportFormat.Ndjson);
        terms.Tell(response);
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            Encoding.UTF8.GetBytes(line, response.BodyWriter);
            Encoding.UTF8.GetBytes("\n", response.BodyWriter);
            if (++waiting % LinesAtOnce == 0) await response.BodyWriter.FlushAsync(cancellation);
        }
        await response.BodyWriter.FlushAsync(cancellation);
    }
}
