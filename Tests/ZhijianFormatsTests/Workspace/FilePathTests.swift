import Testing
import ZhijianFormats

@Suite struct FilePathTests {
  @Test(arguments: [
    ("a", "", "a", "a"), ("a/b.txt", "a", "b.txt", "b"), ("/a", "/", "a", "a"), ("/", "/", "", ""), ("", "", "", ""),
    ("a//b/", "a", "b", "b"), ("./z", ".", "z", "z"), (".hidden", "", ".hidden", ".hidden"),
    ("x/词.表.txt", "x", "词.表.txt", "词.表"), ("//a", "/", "a", "a"),
  ])
  func partsOfPaths(_ path: String, _ folder: String, _ name: String, _ stem: String) {
    #expect(FilePath.folder(of: path) == folder)
    #expect(FilePath.name(of: path) == name)
    #expect(FilePath.stem(of: path) == stem)
  }
}
