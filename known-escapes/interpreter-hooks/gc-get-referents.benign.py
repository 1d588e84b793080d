# id: gc-get-referents
# twin-of: interpreter-hooks/gc-get-referents
# shows: a graph of the program's own objects, walked by what each one holds

class Node:
    def __init__(self, name, *links):
        self.name, self.links = name, list(links)


leaf = Node("leaf")
root = Node("root", Node("left", leaf), Node("right", leaf))
leaf.links.append(root)


def reach(start):
    seen, todo = {}, [start]
    while todo:
        node = todo.pop()
        if id(node) not in seen:
            seen[id(node)] = node.name
            todo.extend(node.links)
    return sorted(seen.values())


assert reach(root) == ["leaf", "left", "right", "root"] == reach(leaf)
assert id(root) == id(root) != id(leaf) and root is root.links[0].links[0].links[0]
print("twin ok")
