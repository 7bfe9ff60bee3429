using System.Text;

namespace Territory.Ledger.Integrity;

/// <summary>A file for its owner alone, there whole or not at all.</summary>
internal static class OwnersFile
{
    /// <exception cref="IOException">It cannot be written; or it is there, and is not to be overwritten.</exception>
    public static void Write(string file, string text, bool overwrite)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var whole = $"{file}.{Guid.CreateVersion7():N}";
        var owners = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) owners.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(whole, owners)) stream.Write(Encoding.ASCII.GetBytes(text));
        try { File.Move(whole, file, overwrite); }
        finally { File.Delete(whole); }
    }
}
