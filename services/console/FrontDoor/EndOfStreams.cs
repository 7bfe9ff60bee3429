using Territory.OperationsConsole.Api;

namespace Territory.OperationsConsole.FrontDoor;

/// <summary>A stream of changes that is handed on ends when this process stops; otherwise it would hold the process up and then be cut.</summary>
internal sealed class EndOfStreams(HttpMessageHandler inner, CancellationToken stopping) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream") return answer;
        var ending = new StreamContent(new EndingStream(await answer.Content.ReadAsStreamAsync(cancellationToken), stopping));
        foreach (var (name, values) in answer.Content.Headers) ending.Headers.TryAddWithoutValidation(name, values);
        answer.Content = ending;
        return answer;
    }

    private sealed class EndingStream(Stream inner, CancellationToken stopping) : ReadThroughStream(inner)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
            try
            {
                return await Inner.ReadAsync(buffer, ending.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // The end, as the reader sees it: it may resume from its position.
                return 0;
            }
        }
    }
}
