using System.Security.Cryptography;
using System.Text;

namespace Territory.AllInOne.Embedded;

/// <summary>Files only their owner may read, and which are either the old or the new content, never half of one.</summary>
internal static class PrivateFile
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string path, string text, UnixFileMode mode = OwnerOnly)
    {
        var next = path + ".new";
        File.Delete(next);
        using (var file = new FileStream(next, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode }))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        // The umask may have taken from the mode.
        File.SetUnixFileMode(next, mode);
        File.Move(next, path, overwrite: true);
    }

    /// <summary>256 random bits in letters that need no quoting anywhere.</summary>
    public static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
