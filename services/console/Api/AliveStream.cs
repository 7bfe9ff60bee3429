namespace Territory.OperationsConsole.Api;

/// <summary>A stream whose every read must bring something within a time: a peer that went without a goodbye is noticed.</summary>
internal sealed class AliveStream(Stream inner, TimeSpan silence) : ReadThroughStream(inner)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(silence);
        try
        {
            return await Inner.ReadAsync(buffer, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"Nothing came for {silence.TotalSeconds:0} s, not even a heartbeat.");
        }
    }
}
