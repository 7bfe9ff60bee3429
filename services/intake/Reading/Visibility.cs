using System.Runtime.CompilerServices;

// The stages are tested one by one.
[assembly: InternalsVisibleTo("Territory.Tests")]
