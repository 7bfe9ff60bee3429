namespace Territory.Hosting.Store;

/// <summary>
/// Bytes laid aside in a file as they come, on one of several heaps, and taken up again heap by heap. The file is the owner's
/// alone and has no name once it is open: it goes with the process, however that ends.
/// </summary>
/// <remarks>Not safe for several who lay aside; then any number may take up.</remarks>
internal sealed class Heaps : IDisposable
{
    private const int LongestBlock = 64 * 1024, ShortestBlock = 4 * 1024, MostOpen = 16 * 1024 * 1024;
    /// <summary>What of a heap is kept until it is written: so little that all heaps together are.</summary>
    private readonly int blockSize;
    private readonly string folder;
    private readonly FileStream file;
    private readonly Heap[] heaps;
    private long length;

    /// <summary>Some of a heap: where it lies in the file.</summary>
    public readonly record struct Block(long At, int Length);

    /// <exception cref="NoRoomException">The file cannot be made.</exception>
    public Heaps(string folder, int count)
    {
        (this.folder, blockSize) = (folder, Math.Clamp(MostOpen / Math.Max(1, count), ShortestBlock, LongestBlock));
        heaps = [.. Enumerable.Range(0, count).Select(_ => new Heap())];
        try
        {
            file = Open(Path.Combine(Directory.CreateDirectory(folder).FullName, $"heaps-{Guid.NewGuid():N}"));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new NoRoomException($"Nothing can be laid aside in {folder} ({closed.Message}). Set TERRITORY_DATA to a folder this process may write to.", closed);
        }
    }

    private static FileStream Open(string path)
    {
        var owners = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) owners.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, owners);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }

    /// <summary>Lays a piece on a heap, behind those that lie there.</summary>
    /// <exception cref="NoRoomException">The file cannot be written.</exception>
    public void Add(int heap, ReadOnlySpan<byte> piece)
    {
        var mine = heaps[heap];
        if (mine.Used + piece.Length > mine.Open.Length) Write(mine);
        if (piece.Length > mine.Open.Length) mine.Open = new byte[Math.Max(piece.Length, blockSize)];
        piece.CopyTo(mine.Open.AsSpan(mine.Used));
        mine.Used += piece.Length;
    }

    /// <summary>Nothing more comes.</summary>
    /// <exception cref="NoRoomException">The file cannot be written.</exception>
    public void Seal()
    {
        foreach (var heap in heaps)
        {
            Write(heap);
            heap.Open = [];
        }
    }

    /// <summary>What lies on a heap, in its order. No piece is cut in two.</summary>
    public IReadOnlyList<Block> Blocks(int heap) => heaps[heap].Blocks;

    /// <summary>Takes up a block.</summary>
    public byte[] Read(Block block)
    {
        var bytes = new byte[block.Length];
        Read(block, bytes);
        return bytes;
    }

    public void Read(Block block, Span<byte> into)
    {
        for (var read = 0; read < block.Length;)
            read += RandomAccess.Read(file.SafeFileHandle, into[read..block.Length], block.At + read) is > 0 and var some ? some : throw new IOException($"What was laid aside in {folder} is not there any more.");
    }

    private void Write(Heap heap)
    {
        if (heap.Used == 0) return;
        try
        {
            RandomAccess.Write(file.SafeFileHandle, heap.Open.AsSpan(0, heap.Used), length);
        }
        catch (IOException full)
        {
            throw new NoRoomException($"{folder} takes no more than the {length / 1024 / 1024} MiB of the log that were laid aside there ({full.Message}). Give it the room the table of events has, or set TERRITORY_DATA to a folder that has it.", full);
        }
        heap.Blocks.Add(new(length, heap.Used));
        length += heap.Used;
        heap.Used = 0;
        // One that was made for a long piece is not kept for short ones.
        if (heap.Open.Length > blockSize) heap.Open = [];
    }

    public void Dispose() => file.Dispose();

    private sealed class Heap
    {
        public List<Block> Blocks { get; } = [];
        public byte[] Open = [];
        public int Used;
    }
}

/// <summary>A folder of this machine cannot take what has to be laid aside. To try again does not help.</summary>
public sealed class NoRoomException(string message, Exception inner) : Exception(message, inner);
