using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>
/// The rows of a COPY to this process, one after the other. The server sends eight kilobytes at a time, and to be woken for each
/// costs more than the dozen rows in it: so now and then it is left alone for a moment, in which some gather.
/// </summary>
internal sealed class LogCopy : IAsyncDisposable
{
    /// <summary>What is read between two pauses. A connection takes less than the server sends in one, so that more of them hold it up.</summary>
    private const int BetweenPauses = 512 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private readonly NpgsqlRawCopyStream copy;
    private byte[] buffer = new byte[BetweenPauses];
    private int start, end, sincePause;
    private bool ended;

    private LogCopy(NpgsqlRawCopyStream copy) => this.copy = copy;

    /// <param name="connection">Busy until the copy is disposed.</param>
    /// <param name="select">Its columns are <see cref="CopiedRow.Columns"/> and the body.</param>
    /// <param name="cancellation">Stops it while the server does not begin.</param>
    public static async Task<LogCopy> BeginAsync(NpgsqlConnection connection, string select, CancellationToken cancellation) =>
        new(await connection.BeginRawBinaryCopyAsync($"copy ({select}) to stdout (format binary)", cancellation));

    /// <summary>The next row, good until the one after it is asked for; null at the end.</summary>
    public async ValueTask<CopiedRow?> NextAsync(CancellationToken cancellation)
    {
        if (end == 0) await PassHeaderAsync(cancellation);
        int? length;
        while ((length = CopiedRows.Length(buffer.AsSpan(start, end - start))) is null) await ReadAsync(cancellation);
        ended = length == 0;
        if (ended) return null;
        start += length.Value;
        return new CopiedRow(buffer.AsMemory(start - length.Value, length.Value));
    }

    private async Task PassHeaderAsync(CancellationToken cancellation)
    {
        while (end < CopiedRows.Header) await ReadAsync(cancellation);
        start = CopiedRows.Header;
    }

    private async ValueTask ReadAsync(CancellationToken cancellation)
    {
        if (end == buffer.Length) MakeRoom();
        if (sincePause > BetweenPauses) await PauseAsync(cancellation);
        var read = await copy.ReadAsync(buffer.AsMemory(end), cancellation);
        if (read == 0) throw new NpgsqlException("The server ended the COPY in the middle of a row.", new IOException());
        (end, sincePause) = (end + read, sincePause + read);
    }

    private async Task PauseAsync(CancellationToken cancellation)
    {
        sincePause = 0;
        await Task.Delay(Pause, cancellation);
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
        if (!ended) await StopAsync();
        await copy.DisposeAsync();
    }

    private async Task StopAsync()
    {
        try
        {
            await copy.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // An error has ended it already.
        }
    }
}
