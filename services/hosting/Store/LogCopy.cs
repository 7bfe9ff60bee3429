using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>The rows of a COPY to this process, one after the other.</summary>
internal sealed class LogCopy(NpgsqlRawCopyStream copy) : IAsyncDisposable
{
    private byte[] buffer = new byte[256 * 1024];
    private int start, end;
    private bool begun, ended;

    /// <summary>The next row, good until the one after it is asked for; null at the end.</summary>
    public async ValueTask<CopiedRow?> NextAsync(CancellationToken cancellation)
    {
        if (!begun) await PassHeaderAsync(cancellation);
        int? length;
        while ((length = CopiedRows.Length(buffer.AsSpan(start, end - start))) is null) await ReadAsync(cancellation);
        ended = length == 0;
        if (ended) return null;
        start += length.Value;
        return new CopiedRow(buffer.AsMemory(start - length.Value, length.Value));
    }

    private async Task PassHeaderAsync(CancellationToken cancellation)
    {
        begun = true;
        while (end < CopiedRows.Header) await ReadAsync(cancellation);
        start = CopiedRows.Header;
    }

    private async ValueTask ReadAsync(CancellationToken cancellation)
    {
        if (end == buffer.Length) MakeRoom();
        var read = await copy.ReadAsync(buffer.AsMemory(end), cancellation);
        end += read > 0 ? read : throw new NpgsqlException("The server ended the COPY in the middle of a row.", new IOException());
    }

    /// <summary>What was looked at is dropped; a row longer than the buffer makes it grow.</summary>
    private void MakeRoom()
    {
        var rest = buffer.AsSpan(start, end - start);
        var next = start > 0 ? buffer : new byte[2 * buffer.Length];
        rest.CopyTo(next);
        (buffer, start, end) = (next, 0, rest.Length);
    }

    /// <summary>Before its end it is stopped on the server: else all that is left would be sent first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!ended) await copy.CancelAsync();
        await copy.DisposeAsync();
    }
}
