namespace Territory.Feed.Webhooks;

/// <summary>
/// How many requests may be under way at once, in two lanes. Everybody starts in the quick one; who has no answer within a
/// moment changes to the slow one and leaves its place to others, and who was slow or failed last time starts there. So
/// endpoints that hang fill the slow lane only, and the whole is bounded.
/// </summary>
internal sealed class Lanes(int quick, int slow, TimeSpan moment) : IDisposable
{
    private readonly SemaphoreSlim quickLane = new(quick), slowLane = new(slow);

    /// <summary>Runs it in its lane; tells whether it was slow.</summary>
    /// <exception cref="TimeoutException">It was slow while the slow lane was full; it was cut off.</exception>
    public async Task<(T Answer, bool Slow)> RunAsync<T>(bool suspect, Func<CancellationToken, Task<T>> send, CancellationToken cancellation)
    {
        var lane = suspect ? slowLane : quickLane;
        await lane.WaitAsync(cancellation);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var sending = send(cut.Token);
            using var passed = new CancellationTokenSource();
            var isSlow = await Task.WhenAny(sending, Task.Delay(moment, passed.Token)) != sending;
            await passed.CancelAsync();
            if (!isSlow || suspect) return (await sending, isSlow);
            if (slowLane.Wait(0, CancellationToken.None))
            {
                lane.Release();
                lane = slowLane;
                return (await sending, true);
            }
            await cut.CancelAsync();
            await sending.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw new TimeoutException($"it did not answer within {moment.TotalSeconds} s while too many others were slow");
        }
        finally
        {
            lane.Release();
        }
    }

    public void Dispose()
    {
        quickLane.Dispose();
        slowLane.Dispose();
    }
}
