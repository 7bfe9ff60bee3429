using System.Text;

namespace Territory.AllInOne.Embedded;

/// <summary>A log of at most twice the limit on disk: a full file becomes <c>….previous</c>, in place of the one before.</summary>
internal sealed class BoundedLog : IDisposable
{
    private const int Remembered = 20;
    private readonly string path;
    private readonly long limit;
    private readonly Queue<string> last = new();
    private readonly Lock turn = new();
    private StreamWriter file;

    public BoundedLog(string path, long limit = 4 * 1024 * 1024)
    {
        (this.path, this.limit) = (path, limit);
        file = Open();
    }

    /// <summary>The last lines, to explain a failure.</summary>
    public string Tail
    {
        get
        {
            lock (turn) return string.Join('\n', last);
        }
    }

    public void Write(string line)
    {
        lock (turn)
        {
            last.Enqueue(line);
            if (last.Count > Remembered) last.Dequeue();
            if (file.BaseStream.Length + Encoding.UTF8.GetByteCount(line) + 1 > limit) Turn();
            file.WriteLine(line);
        }
    }

    private void Turn()
    {
        file.Dispose();
        File.Move(path, path + ".previous", overwrite: true);
        file = Open();
    }

    private StreamWriter Open() => new(new FileStream(path, new FileStreamOptions
    {
        Mode = FileMode.Append,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite | FileShare.Delete,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    }))
    { AutoFlush = true };

    public void Dispose() => file.Dispose();
}
