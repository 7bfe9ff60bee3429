using System.Globalization;

namespace Territory.Client;

/// <summary>Keeps a subscriber's last acknowledged position. One subscriber per store.</summary>
public interface ICursorStore
{
    /// <summary>The last acknowledged position; null when nothing was acknowledged yet.</summary>
    ValueTask<long?> ReadAsync(CancellationToken cancellation = default);

    /// <summary>Acknowledges everything up to and including <paramref name="position"/>. Durable when it returns.</summary>
    ValueTask WriteAsync(long position, CancellationToken cancellation = default);
}

/// <summary>A cursor in a file of its own: a decimal number and a line feed. Written beside it, flushed to the disk and renamed, so that a reader sees the old position or the new one, never a half.</summary>
/// <param name="path">The file; its folder must exist.</param>
public sealed class FileCursorStore(string path) : ICursorStore
{
    private readonly string path = Path.GetFullPath(path);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file holds something else than a position.</exception>
    public async ValueTask<long?> ReadAsync(CancellationToken cancellation = default)
    {
        if (!File.Exists(path)) return null;
        var text = await File.ReadAllTextAsync(path, cancellation);
        return long.TryParse(text.AsSpan().TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new InvalidDataException($"The cursor file '{path}' holds no position (a decimal number was expected); repair it, or remove it to begin anew.");
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(long position, CancellationToken cancellation = default)
    {
        var beside = path + ".new";
        await using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 64, FileOptions.Asynchronous))
        {
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(position.ToString(CultureInfo.InvariantCulture) + "\n"), cancellation);
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }
}
